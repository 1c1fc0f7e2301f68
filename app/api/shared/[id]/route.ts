import { z } from 'zod';
import { readSharedChat } from '@/lib/chats/sharing/read-shared-chat';
import { route } from '@/lib/http/route';

const parameters = z.object({ after: z.coerce.number('after: a number.').int('after: a whole number.').min(0).max(1_000_000).optional() });

/** A part of a chat that is shared with the viewer's team. */
export const GET = route('viewer', async ({ viewer, params, request }) => {
  const { after } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await readSharedChat(viewer, params.id, { after }));
});
