import { listFolders } from '@/lib/chats/folders/list-folders';
import { listChats } from '@/lib/chats/list-chats';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, request }) => {
  const query = new URL(request.url).searchParams.get('query') ?? '';
  const [chats, folders] = await Promise.all([listChats(viewer, query.slice(0, 200)), listFolders(viewer)]);
  return Response.json({ chats, folders });
});
