import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { lockHeldQuestion } from './lock-question';

/** Leaves a question that the viewer has taken to others. For editors. Throws `not_found:question`, `conflict:question`, `conflict:taken`. */
export async function giveBackQuestion(viewer: Viewer, questionId: string): Promise<void> {
  requireRole(viewer, 'editor');
  await db().$transaction(async (tx) => {
    await lockHeldQuestion(tx, viewer, questionId);
    await tx.personQuestion.update({ where: { id: questionId }, data: { takenById: null, takenAt: null } });
    await recordEvent(tx, viewer, { action: 'question.give-back', target: { type: 'question', id: questionId } });
  });
}
