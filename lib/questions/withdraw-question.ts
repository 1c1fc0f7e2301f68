import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { notify } from '@/lib/notifications/notify';
import { lockOpenQuestion } from './lock-question';

/** Takes the viewer's own question back; whoever had taken it is told. Throws `not_found:question`, `conflict:question` when it was settled. */
export async function withdrawQuestion(viewer: Viewer, questionId: string): Promise<void> {
  const { teamId, userId } = viewer;
  await db().$transaction(async (tx) => {
    // Whose it is comes first: others must not learn what became of it.
    if ((await tx.personQuestion.count({ where: { id: questionId, teamId, askedById: userId } })) === 0) throw notFound('question');
    const { takenById } = await lockOpenQuestion(tx, viewer, questionId);
    await tx.personQuestion.update({ where: { id: questionId }, data: { state: 'withdrawn', openFor: null, settledById: userId, settledAt: new Date() } });
    if (takenById !== null && takenById !== userId) await notify(tx, [{ teamId, userId: takenById, kind: 'question-withdrawn', event: `question-withdrawn ${questionId}`, questionId }]);
    await recordEvent(tx, viewer, { action: 'question.withdraw', target: { type: 'question', id: questionId } });
  });
}
