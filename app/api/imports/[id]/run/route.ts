import { route } from '@/lib/http/route';
import { repeatImport } from '@/lib/import/repeat-import';

/** Imports again. */
export const POST = route('editor', async ({ viewer, params }) => {
  await repeatImport(viewer, params.id);
  return new Response(null, { status: 202 });
});
