import { readJson } from '@/lib/errors/error-response';
import { addEntry } from '@/lib/glossary/add-entry';
import { entryInput } from '@/lib/glossary/entry-input';
import { listEntries } from '@/lib/glossary/list-entries';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) => Response.json({ entries: await listEntries(viewer) }));

export const POST = route('admin', async ({ viewer, request }) => {
  const input = entryInput.parse(await readJson(request));
  return Response.json(await addEntry(viewer, input), { status: 201 });
});
