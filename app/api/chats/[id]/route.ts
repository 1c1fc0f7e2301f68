import { z } from 'zod';
import { deleteChat } from '@/lib/chats/delete-chat';
import { readChat } from '@/lib/chats/read-chat';
import { chatTitle, renameChat } from '@/lib/chats/rename-chat';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, params, request }) => {
  const through = new URL(request.url).searchParams.get('leaf') ?? undefined;
  return Response.json(await readChat(viewer, params.id, through));
});

export const PATCH = route('viewer', async ({ viewer, params, request }) => {
  const { title } = z.object({ title: chatTitle }).parse(await readJson(request));
  await renameChat(viewer, params.id, title);
  return Response.json({ ok: true });
});

export const DELETE = route('viewer', async ({ viewer, params }) => {
  await deleteChat(viewer, params.id);
  return Response.json({ ok: true });
});
