import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import type { CloseReason } from '@/lib/chats/chat-message';
import { db } from '@/lib/db/client';
import { notify } from '@/lib/notifications/notify';
import { lockHeldQuestion } from './lock-question';

/** Closes a question that the viewer has taken without an answer, and tells the asker why. For editors. Throws as `answerQuestion`. */
export async function closeQuestion(viewer: Viewer, questionId: string, reason: CloseReason): Promise<void> {
  requireRole(viewer, 'editor');
  const { teamId, userId } = viewer;
  await db().$transaction(async (tx) => {
    const { askedById, chatId, messageId } = await lockHeldQuestion(tx, viewer, questionId);
    await tx.personQuestion.update({ where: { id: questionId }, data: { state: 'closed', openFor: null, closedFor: reason, settledById: userId, settledAt: new Date() } });
    await notify(tx, [{ teamId, userId: askedById, kind: 'question-closed', event: `question-closed ${questionId}`, questionId, chatId, messageId }]);
    await recordEvent(tx, viewer, { action: 'question.close', target: { type: 'question', id: questionId }, detail: { reason } });
  });
}
