import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { notify } from '@/lib/notifications/notify';
import { settledMeanwhile } from './held-question';

/** Takes the viewer's own question back; whoever had taken it is told. Throws `not_found:question`, `conflict:question` when it was settled. */
export async function withdrawQuestion(viewer: Viewer, questionId: string): Promise<void> {
  const { teamId, userId } = viewer;
  await db().$transaction(async (tx) => {
    const question = await tx.personQuestion.findFirst({ where: { id: questionId, teamId, askedById: userId }, select: { state: true, takenById: true } });
    if (!question) throw notFound('question');
    const { count } = await tx.personQuestion.updateMany({
      where: { id: questionId, teamId, askedById: userId, state: 'open' },
      data: { state: 'withdrawn', openFor: null, settledById: userId, settledAt: new Date() },
    });
    if (count === 0) throw settledMeanwhile(question.state);
    if (question.takenById !== null && question.takenById !== userId) {
      await notify(tx, [{ teamId, userId: question.takenById, kind: 'question-withdrawn', event: `question-withdrawn ${questionId}`, questionId }]);
    }
    await recordEvent(tx, viewer, { action: 'question.withdraw', target: { type: 'question', id: questionId } });
  });
}
