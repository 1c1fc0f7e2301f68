import { rebuildKeywordIndex } from '@/lib/health/rebuild-keyword-index';
import { readHealth } from '@/lib/health/read-health';
import { route } from '@/lib/http/route';

export const POST = route('admin', async ({ viewer }) => {
  await rebuildKeywordIndex(viewer);
  return Response.json(await readHealth(viewer), { status: 202 });
});
