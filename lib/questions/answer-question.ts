import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notify } from '@/lib/notifications/notify';
import { lockHeldQuestion } from './lock-question';
import { findSources } from './find-sources';
import type { AnswerInput } from './question-input';

/**
 * Answers a question that the viewer has taken, and tells the asker. What it names must be documents that the viewer may
 * see. For editors. Throws `not_found:question`, `conflict:question`, `conflict:taken`, `not_found:document`, `bad_request:span`.
 */
export async function answerQuestion(viewer: Viewer, questionId: string, { text, sources }: AnswerInput): Promise<void> {
  requireRole(viewer, 'editor');
  const named = await findSources(viewer, sources);
  const { teamId, userId } = viewer;
  await db().$transaction(async (tx) => {
    const { askedById, chatId, messageId } = await lockHeldQuestion(tx, viewer, questionId);
    // A document that was deleted since it was looked for must not live on in a quote.
    const present = await tx.document.findMany({ where: { id: { in: named.map((source) => source.documentId) }, teamId, deletedAt: null }, select: { id: true } });
    const kept = named.filter((source) => present.some(({ id }) => id === source.documentId));
    await tx.personQuestion.update({ where: { id: questionId }, data: { state: 'answered', openFor: null, answer: text, settledById: userId, settledAt: new Date() } });
    await tx.personAnswerSource.createMany({ data: kept.map((source, index) => ({ ...source, number: index + 1, questionId, teamId })) });
    await notify(tx, [{ teamId, userId: askedById, kind: 'question-answered', event: `question-answered ${questionId}`, questionId, chatId, messageId }]);
    await recordEvent(tx, viewer, { action: 'question.answer', target: { type: 'question', id: questionId }, detail: { sources: kept.length } });
  });
}
