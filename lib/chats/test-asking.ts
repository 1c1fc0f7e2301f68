import { randomUUID } from 'node:crypto';
import type { AnswerChunk } from '@/lib/ask/answer-record';
import type { Viewer } from '@/lib/auth/viewer';
import type { FootnoteMessage, MessageCitation, Notice } from './chat-message';
import { type ReadChat, readChat } from './read-chat';
import { followAnswer } from './running-answers';
import { startAnswer } from './start-answer';

/** For tests: everything a stream says until it ends. */
export async function collect(stream: ReadableStream<AnswerChunk> | undefined): Promise<AnswerChunk[]> {
  const chunks: AnswerChunk[] = [];
  const reader = stream?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) chunks.push(next.value);
  return chunks;
}

export type AskedTurn = {
  chatId: string;
  answerId: string;
  chunks: AnswerChunk[];
  chat: ReadChat;
  status: string | undefined;
  model: string | undefined;
} & Pick<ReadAnswer, 'text' | 'citations' | 'notices'>;

export type ReadAnswer = { text: string; citations: MessageCitation[]; notices: Notice[] };

/** For tests: asks in a (new) chat, follows the stream to its end, and reads what was kept. */
export async function asks(viewer: Viewer, text: string, chatId: string = randomUUID()): Promise<AskedTurn> {
  const answerId = await startAnswer(viewer, { chatId, message: { text } });
  const chunks = await collect(followAnswer(chatId));
  const chat = await readChat(viewer, chatId);
  const message = chat.messages.find((one) => one.id === answerId);
  return { chatId, answerId, chunks, chat, status: message?.metadata?.status, model: message?.metadata?.model, ...contentOf(message) };
}

/** For tests: what an answer says. */
export function contentOf(message: FootnoteMessage | undefined): ReadAnswer {
  const parts = message?.parts ?? [];
  return {
    text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    citations: parts.flatMap((part) => (part.type === 'data-citation' ? [part.data] : [])),
    notices: parts.flatMap((part) => (part.type === 'data-notice' ? [part.data] : [])),
  };
}

/** For tests: what a page would show that followed the stream from its first piece. */
export function streamedContent(chunks: AnswerChunk[]): ReadAnswer {
  return {
    text: chunks.map((chunk) => (chunk.type === 'text-delta' ? chunk.delta : '')).join(''),
    citations: chunks.flatMap((chunk) => (chunk.type === 'data-citation' ? [chunk.data] : [])),
    notices: chunks.flatMap((chunk) => (chunk.type === 'data-notice' ? [chunk.data] : [])),
  };
}
