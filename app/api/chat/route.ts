import { createUIMessageStreamResponse } from 'ai';
import { followAnswer } from '@/lib/chats/running-answers';
import { askRequest, startAnswer } from '@/lib/chats/start-answer';
import { AppError } from '@/lib/errors/app-error';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const POST = route('viewer', async ({ viewer, request }) => {
  const asked = askRequest.parse(await readJson(request));
  await startAnswer(viewer, asked);
  const stream = followAnswer(asked.chatId);
  if (!stream) throw new AppError('unavailable:answer', 'The answer could not be started. Please try again.');
  return createUIMessageStreamResponse({ stream, keepAliveMs: 15_000 });
});
