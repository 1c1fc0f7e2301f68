import { deleteFolder } from '@/lib/chats/folders/delete-folder';
import { folderInput } from '@/lib/chats/folders/folder-input';
import { renameFolder } from '@/lib/chats/folders/rename-folder';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const PATCH = route('viewer', async ({ viewer, params, request }) => {
  const { name } = folderInput.pick({ name: true }).parse(await readJson(request));
  await renameFolder(viewer, params.id, name);
  return Response.json({ ok: true });
});

export const DELETE = route('viewer', async ({ viewer, params }) => Response.json(await deleteFolder(viewer, params.id)));
