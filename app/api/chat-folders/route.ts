import { addFolder } from '@/lib/chats/folders/add-folder';
import { folderInput } from '@/lib/chats/folders/folder-input';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const POST = route('viewer', async ({ viewer, request }) => {
  const { name, chatIds } = folderInput.parse(await readJson(request));
  return Response.json(await addFolder(viewer, name, chatIds), { status: 201 });
});
