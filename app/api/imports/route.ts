import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { importInput } from '@/lib/import/import-input';
import { listImports } from '@/lib/import/list-imports';
import { startImport } from '@/lib/import/start-import';

export const GET = route('editor', async ({ viewer }) => Response.json({ imports: await listImports(viewer) }));

/** Begins to import a page or a site; the worker does the fetching. */
export const POST = route('editor', async ({ viewer, request }) => {
  const input = importInput.parse(await readJson(request));
  return Response.json(await startImport(viewer, input), { status: 201 });
});
