import { route } from '@/lib/http/route';
import { forgetImport } from '@/lib/import/forget-import';
import { importQuery } from '@/lib/import/import-input';
import { readImport } from '@/lib/import/list-imports';

export const GET = route('editor', async ({ viewer, params, request }) => {
  return Response.json(await readImport(viewer, params.id, importQuery.parse(Object.fromEntries(new URL(request.url).searchParams))));
});

/** Forgets the import; its documents stay. */
export const DELETE = route('editor', async ({ viewer, params }) => {
  await forgetImport(viewer, params.id);
  return new Response(null, { status: 204 });
});
