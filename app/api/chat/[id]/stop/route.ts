import { stopOwnAnswer } from '@/lib/chats/stop-own-answer';
import { route } from '@/lib/http/route';

export const POST = route('viewer', async ({ viewer, params }) => {
  await stopOwnAnswer(viewer, params.id);
  return new Response(null, { status: 204 });
});
