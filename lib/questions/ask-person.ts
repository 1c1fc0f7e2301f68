import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import type { AskInput } from './question-input';

/** So many questions may somebody put to people within a day, also those that they withdrew. */
export const mostPerDay = 20;
const day = 86_400_000;

/**
 * Puts a question to the people of the team, below an answer in the viewer's own chat; returns its id. They see what is
 * given here and nothing of the chat. Throws `not_found:message`, `conflict:answer` while it is being written,
 * `conflict:question` while another one about the same answer waits, `rate_limited:questions`.
 */
export async function askPerson(viewer: Viewer, messageId: string, { question, note }: AskInput): Promise<string> {
  const { teamId, userId } = viewer;
  return db().$transaction(async (tx) => {
    const message = await tx.message.findFirst({ where: { id: messageId, teamId, author: 'footnote', chat: { userId, teamId } }, select: { status: true } });
    if (!message) throw notFound('message');
    if (message.status === 'running') throw new AppError('conflict:answer', 'Wait until the answer is finished.');
    // One after the other, so that the count holds.
    await tx.$queryRaw`SELECT user_id FROM membership WHERE team_id = ${teamId} AND user_id = ${userId} FOR UPDATE`;
    if ((await tx.personQuestion.count({ where: { openFor: messageId } })) > 0) {
      throw new AppError('conflict:question', 'You have asked about this answer already. Withdraw that question first to ask another one.');
    }
    const recent = await tx.personQuestion.findMany({ where: { teamId, askedById: userId, askedAt: { gt: new Date(Date.now() - day) } }, orderBy: { askedAt: 'desc' }, take: mostPerDay, select: { askedAt: true } });
    const first = recent[mostPerDay - 1];
    if (first) {
      throw new AppError('rate_limited:questions', `You have asked ${mostPerDay} questions within a day. Wait for some answers first.`, {
        retryAfterSeconds: Math.max(1, Math.ceil((first.askedAt.getTime() + day - Date.now()) / 1000)),
      });
    }
    const { id } = await tx.personQuestion.create({ data: { teamId, messageId, openFor: messageId, askedById: userId, question, note: note || null } });
    await recordEvent(tx, viewer, { action: 'question.ask', target: { type: 'question', id } });
    return id;
  });
}
