import { listChats } from '@/lib/chats/list-chats';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, request }) => {
  const query = new URL(request.url).searchParams.get('query') ?? '';
  return Response.json({ chats: await listChats(viewer, query.slice(0, 200)) });
});
