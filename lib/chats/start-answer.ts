import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ask } from '@/lib/ask/ask';
import type { Turn } from '@/lib/ask/prompt';
import type { Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import type { AnswerMetadata, ChatScope } from './chat-message';
import { pathTo } from './message-path';
import { questionText, titleOf } from './question-text';
import { recoverAnswers } from './recover-answers';
import { isAnswering, isDraining, runAnswer } from './running-answers';
import { readScope } from './scope';

const id = z.string().regex(/^[\w-]{1,64}$/, 'This is not an id.');
const scope = z.object({
  collectionIds: z.array(id).max(500).default([]),
  documentIds: z.array(id).max(500).default([]),
});

/** What a person sends: a new or edited question, or the answer (or unanswered question) to answer again. */
export const askRequest = z.union([
  z.object({
    chatId: z.uuid('chatId must be a UUID.'),
    message: z.object({ id: id.optional(), text: z.string('Write a question first.') }),
    /** The message that the question follows; null starts anew, nothing given goes on where the chat stands. */
    parentId: id.nullish(),
    scope: scope.optional(),
  }),
  z.object({ chatId: z.uuid('chatId must be a UUID.'), regenerate: id, scope: scope.optional() }),
]);

export type AskRequest = z.infer<typeof askRequest>;

type Prepared = { answerId: string; question: string; history: Turn[]; scope: ChatScope; metadata: Partial<AnswerMetadata> };

/**
 * Stores the question and an empty answer, and starts writing it in the background. Returns the answer's id.
 * Throws `not_found:chat` for chats of other people, `conflict:answer` while the chat is still being answered.
 */
export async function startAnswer(viewer: Viewer, request: AskRequest): Promise<string> {
  if (isDraining()) throw new AppError('unavailable:portal', 'The portal is being restarted. Please ask again in a moment.', { retryAfterSeconds: 10 });
  await recoverAnswers();
  const busy = new AppError('conflict:answer', 'An answer is still being written in this chat. Wait for it, or stop it first.');
  const text = 'message' in request ? questionText(request.message.text) : undefined;
  const prepared = await db()
    .$transaction(async (tx) => {
      const chat = await openChat(tx, viewer, request.chatId, text, request.scope);
      if ((await tx.message.count({ where: { chatId: chat.id, status: 'running' } })) > 0 || isAnswering(chat.id)) throw busy;
      return prepare(tx, viewer, chat, request, text);
    })
    .catch((error: unknown) => {
      // Two requests made the same chat or message at once; the other one won.
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw busy;
      throw error;
    });
  // Between the transaction and here another request may have come first in this process.
  if (isAnswering(request.chatId)) throw busy;
  const { answerId, question, history } = prepared;
  runAnswer(request.chatId, answerId, async (emit, signal) => {
    emit({ type: 'start', messageId: answerId, messageMetadata: prepared.metadata });
    await ask(viewer, { messageId: answerId, question, history, scope: prepared.scope }, emit, signal);
  });
  return answerId;
}

type OpenChat = { id: string; leafId: string | null; scope: ChatScope };

async function openChat(tx: Transaction, viewer: Viewer, chatId: string, text: string | undefined, wanted: ChatScope | undefined): Promise<OpenChat> {
  const { teamId, userId } = viewer;
  const chat = await tx.chat.findFirst({ where: { id: chatId, teamId, userId } });
  if (chat) return { id: chat.id, leafId: chat.leafId, scope: wanted ?? readScope(chat.scope) };
  // Another person's chat and, for an answer to be repeated, a missing one are the same to the asker.
  if (text === undefined || (await tx.chat.count({ where: { id: chatId } })) > 0) throw notFound('chat');
  const scope = wanted ?? readScope(undefined);
  await tx.chat.create({ data: { id: chatId, teamId, userId, title: titleOf(text), scope } });
  return { id: chatId, leafId: null, scope };
}

/** Questions and answers that a follow-up may refer to: what is read of a chat does not grow with it. Even, so that a question comes first. */
const messagesKept = 40;

async function prepare(tx: Transaction, viewer: Viewer, chat: OpenChat, request: AskRequest, text: string | undefined): Promise<Prepared> {
  const messages = await tx.message.findMany({
    where: { chatId: chat.id, teamId: viewer.teamId },
    select: { id: true, parentId: true, author: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const byId = new Map(messages.map((message) => [message.id, message]));

  let question: { id: string; parentId: string | null };
  if ('message' in request) {
    const parentId = request.parentId === undefined ? chat.leafId : request.parentId;
    if (parentId !== null && byId.get(parentId)?.author !== 'footnote') throw notFound('message');
    const wantedId = request.message.id;
    if (wantedId && byId.has(wantedId)) throw new AppError('conflict:message', 'This question was already sent.');
    // An id that is taken elsewhere is replaced in silence: whether it exists is nobody's business.
    const free = wantedId && (await tx.message.count({ where: { id: wantedId } })) === 0;
    question = { id: free ? wantedId : randomUUID(), parentId };
    await tx.message.create({
      data: { ...question, text: text ?? '', chatId: chat.id, teamId: viewer.teamId, author: 'person', finishedAt: new Date() },
    });
  } else {
    const target = byId.get(request.regenerate);
    const asked = target?.author === 'footnote' ? byId.get(target.parentId ?? '') : target;
    if (!asked) throw notFound('message');
    question = asked;
  }

  const siblings = messages.filter((message) => message.parentId === question.id).map((message) => message.id);
  const answerId = randomUUID();
  const created = await tx.message.create({
    data: { id: answerId, chatId: chat.id, teamId: viewer.teamId, parentId: question.id, author: 'footnote', status: 'running', text: '' },
  });
  await tx.$executeRaw`UPDATE message SET heartbeat_at = now() AT TIME ZONE 'utc' WHERE id = ${answerId}`;
  await tx.chat.update({ where: { id: chat.id }, data: { leafId: answerId, scope: chat.scope, updatedAt: new Date() } });
  const before = pathTo(messages, question.parentId).slice(-messagesKept).map((message) => message.id);
  const told = await tx.message.findMany({ where: { id: { in: [...before, question.id] }, teamId: viewer.teamId }, select: { id: true, author: true, text: true } });
  const textOf = new Map(told.map((message) => [message.id, message]));
  return {
    answerId,
    question: textOf.get(question.id)?.text ?? '',
    history: turnsOf(before.flatMap((id) => textOf.get(id) ?? [])),
    scope: chat.scope,
    metadata: { status: 'running', parentId: question.id, createdAt: created.createdAt.toISOString(), siblings: [...siblings, answerId] },
  };
}

function turnsOf(path: { author: 'person' | 'footnote'; text: string }[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of path) {
    if (message.author === 'person') turns.push({ question: message.text, answer: '' });
    else turns[turns.length - 1] = { question: turns.at(-1)?.question ?? '', answer: message.text };
  }
  return turns;
}
