import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { SharedChat } from '@/lib/db/generated/client';
import { notFound } from '@/lib/errors/app-error';

/** A link with which the team reads a chat, as its owner knows it. */
export type ChatShare = {
  /** Stands in the address: /shared/ID. */
  id: string;
  /** ISO time at which the path was taken. */
  sharedAt: string;
  /** How many questions and answers readers see. */
  messages: number;
  /** The last of them. */
  through: string;
  /** Whether the chat is shown to its owner just as readers see it: nothing was asked, and no person has answered, since, and no other branch chosen. */
  upToDate: boolean;
  /** The team finds it under "Shared with me". */
  listed: boolean;
};

/** The link of the viewer's own chat; undefined when it is not shared. Throws `not_found:chat`. */
export async function readShare(viewer: Viewer, chatId: string): Promise<ChatShare | undefined> {
  const { teamId, userId } = viewer;
  const chat = await db().chat.findFirst({ where: { id: chatId, teamId, userId }, select: { leafId: true, share: true } });
  if (!chat) throw notFound('chat');
  if (!chat.share) return undefined;
  const answeredSince = await db().personQuestion.count({ where: { teamId, messageId: { in: chat.share.messageIds }, state: 'answered', settledAt: { gt: chat.share.sharedAt } } });
  const share = toShare(chat.share, chat.leafId);
  return { ...share, upToDate: share.upToDate && answeredSince === 0 };
}

export function toShare(row: SharedChat, leafId: string | null): ChatShare {
  return { id: row.id, sharedAt: row.sharedAt.toISOString(), messages: row.messageIds.length, through: row.messageIds.at(-1) ?? '', upToDate: row.messageIds.at(-1) === leafId, listed: row.listed };
}
