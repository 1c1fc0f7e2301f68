import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { lockOpenQuestion } from './lock-question';

/**
 * Keeps a question for the viewer, so that no two answer at once; `over` also takes it from whoever has it. For editors.
 * Throws `not_found:question`, `conflict:question`, `conflict:taken`.
 */
export async function takeQuestion(viewer: Viewer, questionId: string, { over = false } = {}): Promise<void> {
  requireRole(viewer, 'editor');
  await db().$transaction(async (tx) => {
    const question = await lockOpenQuestion(tx, viewer, questionId);
    if (question.takenById === viewer.userId) return;
    if (question.takenById !== null && !over) throw new AppError('conflict:taken', `${question.takenBy} has taken this question.`);
    await tx.personQuestion.update({ where: { id: questionId }, data: { takenById: viewer.userId, takenAt: new Date() } });
    await recordEvent(tx, viewer, { action: 'question.take', target: { type: 'question', id: questionId }, detail: question.takenById === null ? {} : { from: question.takenById } });
  });
}
