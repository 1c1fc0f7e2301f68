import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { pathTo } from '../message-path';
import { type ChatShare, toShare } from './read-share';

/**
 * Shares the viewer's own chat with their team, as it stands, or brings an existing link to where the chat stands now.
 * `through` is the last message that readers see; without it, that of the path which is shown.
 * `listed`: whether the team finds it without the address; where that is not given, a link stays as it is, and a new one is not listed.
 * Throws `not_found:chat`, `not_found:message`, and `conflict:answer` while an answer of the path is being written.
 */
export async function shareChat(viewer: Viewer, chatId: string, through?: string, listed?: boolean): Promise<ChatShare> {
  const { teamId, userId } = viewer;
  return db().$transaction(async (tx) => {
    const chat = await tx.chat.findFirst({ where: { id: chatId, teamId, userId }, select: { title: true, leafId: true } });
    if (!chat) throw notFound('chat');
    const messages = await tx.message.findMany({ where: { chatId, teamId }, select: { id: true, parentId: true, status: true } });
    const path = pathTo(messages, through ?? chat.leafId);
    if (path.length === 0) throw notFound('message');
    if (path.some((message) => message.status === 'running')) throw new AppError('conflict:answer', 'Wait until the answer is finished, then share the chat.');
    const taken = { title: chat.title, messageIds: path.map((message) => message.id), sharedAt: new Date(), ...(listed !== undefined && { listed }) };
    const before = await tx.sharedChat.count({ where: { chatId } });
    const share = await tx.sharedChat.upsert({ where: { chatId }, create: { ...taken, chatId, teamId }, update: taken });
    await recordEvent(tx, viewer, { action: before ? 'chat.update-share' : 'chat.share', target: { type: 'chat', id: chatId }, detail: { shareId: share.id, messages: path.length } });
    return toShare(share, chat.leafId);
  });
}
