import { DefaultChatTransport } from 'ai';
import type { ChatScope, FootnoteMessage } from '@/lib/chats/chat-message';
import { textOf } from './message-parts';

/** What POST /api/chat takes: a new question, or the question to answer once more. */
export type ChatRequest =
  | { chatId: string; message: { id: string; text: string }; parentId: string | null; scope?: ChatScope }
  | { chatId: string; regenerate: string; scope?: ChatScope };

/** Sends only what is new: the server holds the rest of the chat. The scope comes with each call, as `body.scope`. */
export const chatTransport = new DefaultChatTransport<FootnoteMessage>({
  api: '/api/chat',
  fetch: refusalAsSentence,
  prepareSendMessagesRequest: ({ id, messages, trigger, body }) => {
    const question = messages.findLast((message) => message.role === 'user');
    if (!question) throw new Error('A request needs a question.');
    const scope = body?.scope as ChatScope | undefined;
    const request: ChatRequest =
      trigger === 'regenerate-message'
        ? { chatId: id, regenerate: question.id, scope }
        : { chatId: id, message: { id: question.id, text: textOf(question) }, parentId: question.metadata?.parentId ?? null, scope };
    return { body: request };
  },
  prepareReconnectToStreamRequest: ({ id }) => ({ api: `/api/chat/${id}/stream` }),
});

/** Thrown when the portal answered, and said no. Anything else that goes wrong is the connection. */
export class Refusal extends Error {}

async function refusalAsSentence(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.ok) return response;
  const body = (await response.json().catch(() => undefined)) as { error?: { message?: string } } | undefined;
  throw new Refusal(body?.error?.message ?? `The portal answered with an error (${response.status}). Please try again.`);
}
