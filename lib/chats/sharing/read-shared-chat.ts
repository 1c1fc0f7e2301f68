import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Citation, Message } from '@/lib/db/generated/client';
import { notFound } from '@/lib/errors/app-error';
import { askedPeopleOf } from '../asked-people';
import type { AskedPerson, FootnoteMessage } from '../chat-message';
import { messagesAtOnce } from '../read-chat';
import { readStoredParts } from '../stored-parts';
import { type SourceSight, sightOf } from './withhold-sources';

export type ReadSharedChat = {
  id: string;
  title: string;
  sharedBy: string;
  /** ISO time at which the path was taken. */
  sharedAt: string;
  /** The chat, where it is the viewer's own. */
  ownChatId?: string;
  /** How many messages are shared. */
  total: number;
  /** Some of them, in reading order. Their ids are places in it: those of the messages themselves are nobody's business. */
  messages: FootnoteMessage[];
};

/** Which part of a shared chat: what follows the first so many messages, which are the beginning without it; all of it. */
export type SharedPart = { after?: number; whole?: true };

/**
 * A chat that a member of the viewer's team has shared, as it stood then, with the rights of the reader. It ends with
 * the link, with the chat, and when its owner leaves the team. Throws `not_found:chat`.
 */
export async function readSharedChat(viewer: Viewer, shareId: string, { after = 0, whole }: SharedPart = {}): Promise<ReadSharedChat> {
  const share = await db().sharedChat.findFirst({
    where: { id: shareId, teamId: viewer.teamId },
    include: { chat: { select: { id: true, userId: true } } },
  });
  const owner = share ? await memberName(viewer.teamId, share.chat.userId) : undefined;
  if (!share || owner === undefined) throw notFound('chat');
  const wanted = whole ? share.messageIds : share.messageIds.slice(after, after + messagesAtOnce);
  const rows = await db().message.findMany({
    where: { id: { in: wanted }, chatId: share.chatId, teamId: viewer.teamId },
    include: { citations: { orderBy: { number: 'asc' } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const path = wanted.flatMap((id) => byId.get(id) ?? []);
  const documents = rows.flatMap((row) => [...row.citations, ...readStoredParts(row.parts).found].map((source) => source.documentId));
  const sight = await sightOf(viewer, documents);
  const asked = await askedPeopleOf(viewer, wanted, share.sharedAt);
  return {
    id: share.id,
    title: share.title,
    sharedBy: owner,
    sharedAt: share.sharedAt.toISOString(),
    ...(share.chat.userId === viewer.userId && { ownChatId: share.chat.id }),
    total: share.messageIds.length,
    messages: path.map((row, index) => toSharedMessage(row, after + index, sight, (asked.get(row.id) ?? []).map(forReaders))),
  };
}

/** The name of somebody who belongs to the team and may sign in. */
export async function memberName(teamId: string, userId: string): Promise<string | undefined> {
  const member = await db().membership.findFirst({ where: { teamId, userId, user: { disabledAt: null } }, select: { user: { select: { name: true } } } });
  return member?.user.name;
}

/** What was answered; the note was for whoever did, and the id is the asker's. */
function forReaders(asked: AskedPerson, index: number): AskedPerson {
  return { ...asked, id: `answer-${index + 1}`, note: undefined };
}

/** Text, footnotes and, where nothing could be answered, the closest passages: no votes, no steps, no other versions. */
function toSharedMessage(row: Message & { citations: Citation[] }, index: number, sight: SourceSight, asked: AskedPerson[]): FootnoteMessage {
  const id = `shared-${index + 1}`;
  const metadata = { status: row.status, parentId: null, createdAt: row.createdAt.toISOString(), siblings: [], ...(asked.length > 0 && { askedPeople: asked }) };
  if (row.author === 'person') return { id, role: 'user', metadata, parts: [{ type: 'text', text: row.text }] };
  const stored = readStoredParts(row.parts);
  const found = row.citations.length > 0 ? [] : stored.found.filter((passage) => sight.sees(passage.documentId));
  const text = sight.text(row.text, row.citations);
  return {
    id,
    role: 'assistant',
    metadata,
    parts: [
      ...(found.length > 0 ? [{ type: 'data-found' as const, id: 'found', data: { passages: found } }] : []),
      ...row.citations.map((citation) => ({ type: 'data-citation' as const, id: citation.id, data: sight.citation(citation) })),
      ...(text ? [{ type: 'text' as const, text, state: 'done' as const }] : []),
      ...stored.notices.map((notice) => ({ type: 'data-notice' as const, id: notice.code, data: notice })),
    ],
  };
}
