import { z } from 'zod';
import { endSharing } from '@/lib/chats/sharing/end-sharing';
import { readShare } from '@/lib/chats/sharing/read-share';
import { shareChat } from '@/lib/chats/sharing/share-chat';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, params }) => Response.json({ share: (await readShare(viewer, params.id)) ?? null }));

/** Shares the chat as it stands, or brings its link to where it stands now. */
export const PUT = route('viewer', async ({ viewer, params, request }) => {
  const { through } = z.object({ through: idField.optional() }).parse(await readJson(request));
  return Response.json({ share: await shareChat(viewer, params.id, through) });
});

export const DELETE = route('viewer', async ({ viewer, params }) => {
  await endSharing(viewer, params.id);
  return Response.json({ ok: true });
});
