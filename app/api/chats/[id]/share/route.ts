import { z } from 'zod';
import { endSharing } from '@/lib/chats/sharing/end-sharing';
import { listShare } from '@/lib/chats/sharing/list-share';
import { readShare } from '@/lib/chats/sharing/read-share';
import { shareChat } from '@/lib/chats/sharing/share-chat';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

const listedField = z.boolean('listed: true or false.');

export const GET = route('viewer', async ({ viewer, params }) => Response.json({ share: (await readShare(viewer, params.id)) ?? null }));

/** Shares the chat as it stands, or brings its link to where it stands now. */
export const PUT = route('viewer', async ({ viewer, params, request }) => {
  const { through, listed } = z.object({ through: idField.optional(), listed: listedField.optional() }).parse(await readJson(request));
  return Response.json({ share: await shareChat(viewer, params.id, through, listed) });
});

export const PATCH = route('viewer', async ({ viewer, params, request }) => {
  const { listed } = z.object({ listed: listedField }).parse(await readJson(request));
  await listShare(viewer, params.id, listed);
  return Response.json({ ok: true });
});

export const DELETE = route('viewer', async ({ viewer, params }) => {
  await endSharing(viewer, params.id);
  return Response.json({ ok: true });
});
