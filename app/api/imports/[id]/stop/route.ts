import { route } from '@/lib/http/route';
import { stopImport } from '@/lib/import/stop-import';

export const POST = route('editor', async ({ viewer, params }) => {
  await stopImport(viewer, params.id);
  return new Response(null, { status: 204 });
});
