import { cancelChange } from '@/lib/embedding-model/cancel-change';
import { readEmbeddingModel } from '@/lib/embedding-model/read-embedding-model';
import { route } from '@/lib/http/route';

export const DELETE = route('admin', async ({ viewer }) => {
  await cancelChange(viewer);
  return Response.json(await readEmbeddingModel(viewer));
});
