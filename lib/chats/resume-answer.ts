import { isDataUIPart } from 'ai';
import type { AnswerChunk } from '@/lib/ask/answer-record';
import type { Viewer } from '@/lib/auth/viewer';
import type { FootnoteMessage } from './chat-message';
import { requireOwnChat } from './own-chat';
import { readChat } from './read-chat';
import { followAnswer } from './running-answers';

/**
 * The stream of an answer in the viewer's own chat, from its first piece. When nothing is being written: undefined, or,
 * where `messageId` names the answer a page still waits for, that answer as it ended. So nobody can come too late.
 */
export async function resumeAnswer(viewer: Viewer, chatId: string, messageId?: string): Promise<ReadableStream<AnswerChunk> | undefined> {
  await requireOwnChat(viewer, chatId);
  const live = followAnswer(chatId);
  if (live || messageId === undefined) return live;
  const { messages } = await readChat(viewer, chatId);
  const ended = messages.find((message) => message.id === messageId && message.role === 'assistant');
  if (!ended) return undefined;
  return new ReadableStream<AnswerChunk>({
    start(controller) {
      for (const chunk of chunksOf(ended)) controller.enqueue(chunk);
      controller.close();
    },
  });
}

function chunksOf(message: FootnoteMessage): AnswerChunk[] {
  return [
    { type: 'start', messageId: message.id, messageMetadata: message.metadata },
    ...message.parts.flatMap((part): AnswerChunk[] => {
      if (part.type === 'text') {
        return [
          { type: 'text-start', id: 'answer' },
          { type: 'text-delta', id: 'answer', delta: part.text },
          { type: 'text-end', id: 'answer' },
        ];
      }
      return isDataUIPart(part) ? [part] : [];
    }),
    { type: 'finish', messageMetadata: message.metadata },
  ];
}
