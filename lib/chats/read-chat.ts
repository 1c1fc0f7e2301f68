import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Citation, Message, Vote } from '@/lib/db/generated/client';
import { notFound } from '@/lib/errors/app-error';
import { askedPeopleOf } from './asked-people';
import type { AnswerMetadata, AskedPerson, ChatScope, FootnoteMessage } from './chat-message';
import { toMessageCitation } from './message-citation';
import { pathTo } from './message-path';
import { recoverAnswers } from './recover-answers';
import { isAnswering } from './running-answers';
import { readScope } from './scope';
import { readStoredParts } from './stored-parts';
import { leafThrough } from './switch-branch';

export type ReadChat = {
  id: string;
  title: string;
  scope: ChatScope;
  leafId: string | null;
  /** Whether the last message is still being written. */
  running: boolean;
  /** The newest of the path that is shown, in reading order. The first one's `parentId` says whether there are earlier ones. */
  messages: FootnoteMessage[];
};

/** So many messages of a path travel at once. */
export const messagesAtOnce = 100;

/** Which part of a chat: the path through a message instead of the shown one; what stands before a message; all of it. */
export type ChatPart = { through?: string; before?: string; whole?: true };

/**
 * A chat of the viewer's own: the newest messages of the path that is shown. An answer that is being written has no
 * parts yet: its stream brings them all, from the first. Throws `not_found:chat`, `not_found:message`.
 */
export async function readChat(viewer: Viewer, chatId: string, { through, before, whole }: ChatPart = {}): Promise<ReadChat> {
  await recoverAnswers();
  const chat = await db().chat.findFirst({ where: { id: chatId, teamId: viewer.teamId, userId: viewer.userId } });
  if (!chat) throw notFound('chat');
  const tree = await db().message.findMany({
    where: { chatId, teamId: viewer.teamId },
    select: { id: true, parentId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const leafId = through === undefined ? chat.leafId : await leafThrough(viewer, chatId, through);
  const ids = before === undefined ? pathTo(tree, leafId) : pathTo(tree, before).slice(0, -1);
  if (before !== undefined && !tree.some((message) => message.id === before)) throw notFound('message');
  const path = (whole ? ids : ids.slice(-messagesAtOnce)).map((message) => message.id);
  const rows = await db().message.findMany({
    where: { id: { in: path }, teamId: viewer.teamId },
    include: { citations: { orderBy: { number: 'asc' } }, votes: { where: { userId: viewer.userId } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const asked = await askedPeopleOf(viewer, path);
  const siblings = Map.groupBy(tree, (message) => message.parentId);
  const messages = path.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const message = toFootnoteMessage(row, (siblings.get(row.parentId) ?? []).map((sibling) => sibling.id), asked.get(id));
    return [row.status === 'running' && isAnswering(chatId) ? { ...message, parts: [] } : message];
  });
  const running = rows.some((row) => row.status === 'running');
  return { id: chat.id, title: chat.title, scope: readScope(chat.scope), leafId, running, messages };
}

/** A stored message as the chat page knows it: the same parts, in the same order, as when it was streamed. */
export function toFootnoteMessage(row: Message & { citations: Citation[]; votes: Vote[] }, siblings: string[], asked?: AskedPerson[]): FootnoteMessage {
  const [vote] = row.votes;
  const stored = readStoredParts(row.parts);
  const metadata: AnswerMetadata = {
    status: row.status,
    parentId: row.parentId,
    ...(row.model ? { model: row.model } : {}),
    createdAt: row.createdAt.toISOString(),
    ...(vote
      ? { vote: { value: vote.value > 0 ? 1 : -1, ...(vote.reason ? { reason: vote.reason } : {}), ...(vote.comment ? { comment: vote.comment } : {}) } }
      : {}),
    ...(stored.trace?.stance === 'partial' && { partial: true as const }),
    ...(asked && { askedPeople: asked }),
    siblings,
  };
  if (row.author === 'person') return { id: row.id, role: 'user', metadata, parts: [{ type: 'text', text: row.text }] };
  return {
    id: row.id,
    role: 'assistant',
    metadata,
    parts: [
      ...stored.steps.map((step) => ({ type: 'data-step' as const, id: step.name, data: step })),
      ...(stored.also ? [{ type: 'data-also' as const, id: 'also', data: { also: stored.also } }] : []),
      ...(stored.found.length > 0 ? [{ type: 'data-found' as const, id: 'found', data: { passages: stored.found } }] : []),
      ...row.citations.map((citation) => ({ type: 'data-citation' as const, id: citation.id, data: toMessageCitation(citation) })),
      ...(row.text ? [{ type: 'text' as const, text: row.text, state: 'done' as const }] : []),
      ...(stored.choices ? [{ type: 'data-choices' as const, id: 'choices', data: { choices: stored.choices } }] : []),
      ...stored.notices.map((notice) => ({ type: 'data-notice' as const, id: notice.code, data: notice })),
    ],
  };
}
