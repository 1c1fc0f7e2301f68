import { readJson } from '@/lib/errors/error-response';
import { changeEntry } from '@/lib/glossary/change-entry';
import { entryInput } from '@/lib/glossary/entry-input';
import { removeEntry } from '@/lib/glossary/remove-entry';
import { route } from '@/lib/http/route';

export const PATCH = route('admin', async ({ viewer, request, params }) => {
  await changeEntry(viewer, params.id, entryInput.parse(await readJson(request)));
  return Response.json({ ok: true });
});

export const DELETE = route('admin', async ({ viewer, params }) => {
  await removeEntry(viewer, params.id);
  return Response.json({ ok: true });
});
