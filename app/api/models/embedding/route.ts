import { changeEmbeddingModel } from '@/lib/embedding-model/change-embedding-model';
import { embeddingModelInput } from '@/lib/embedding-model/embedding-model-input';
import { readEmbeddingModel } from '@/lib/embedding-model/read-embedding-model';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) => Response.json(await readEmbeddingModel(viewer)));

export const PUT = route('admin', async ({ viewer, request }) => {
  await changeEmbeddingModel(viewer, embeddingModelInput.parse(await readJson(request)));
  return Response.json(await readEmbeddingModel(viewer));
});
