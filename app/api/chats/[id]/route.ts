import { arrangeChat, arrangement } from '@/lib/chats/arrange-chat';
import { deleteChat } from '@/lib/chats/delete-chat';
import { readChat } from '@/lib/chats/read-chat';
import { chatTitle, renameChat } from '@/lib/chats/rename-chat';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, params, request }) => {
  const asked = new URL(request.url).searchParams;
  return Response.json(await readChat(viewer, params.id, { through: asked.get('leaf') ?? undefined, before: asked.get('before') ?? undefined }));
});

export const PATCH = route('viewer', async ({ viewer, params, request }) => {
  const { title, ...arranged } = arrangement.extend({ title: chatTitle.optional() }).parse(await readJson(request));
  await arrangeChat(viewer, params.id, arranged);
  if (title !== undefined) await renameChat(viewer, params.id, title);
  return Response.json({ ok: true });
});

export const DELETE = route('viewer', async ({ viewer, params }) => {
  await deleteChat(viewer, params.id);
  return Response.json({ ok: true });
});
