import { createUIMessageStreamResponse } from 'ai';
import { resumeAnswer } from '@/lib/chats/resume-answer';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, params, request }) => {
  const messageId = new URL(request.url).searchParams.get('message') ?? undefined;
  const stream = await resumeAnswer(viewer, params.id, messageId);
  return stream ? createUIMessageStreamResponse({ stream, keepAliveMs: 15_000 }) : new Response(null, { status: 204 });
});
