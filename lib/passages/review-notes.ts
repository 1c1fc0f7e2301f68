import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { applyNotes } from '@/lib/ingest/notes/apply-notes';
import { passageKey } from '@/lib/ingest/notes/note-key';
import { jobSender } from '@/lib/jobs/jobs';
import { lockedDocument } from './change-passage';
import type { NoteReview } from './note-review';

/** Notes that are taken out of search before the answer; of more, the background does it. */
const mostAtOnce = 50;

/**
 * Accepts or reverts what a language model noted on a document's passages: on one, or on all whose notes nobody has
 * decided about. A reverted note is kept, but not searched: the passage is found by the words of the document again, as
 * it was before, and a later decision can bring it back. Throws `not_found:document`, `conflict:passage` when the
 * document or the passage is another one by now. Returns how many notes were decided about.
 */
export async function reviewNotes(viewer: Viewer, documentId: string, review: NoteReview): Promise<{ count: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  const count = await db().$transaction(
    async (tx) => {
      const document = await lockedDocument(tx, viewer, documentId);
      if (document.currentVersionId !== review.versionId) throw changedMeanwhile();
      const keys = await keysOf(tx, documentId, review);
      const { count: decided } = await tx.passageNote.updateMany({
        where: { documentId, teamId: viewer.teamId, passageKey: { in: keys }, ...(!review.passage && { state: 'proposed' }) },
        data: { state: review.decision === 'accept' ? 'accepted' : 'reverted', decidedById: viewer.userId, decidedAt: new Date() },
      });
      if (review.passage && decided === 0) throw changedMeanwhile();
      if (decided === 0) return 0;
      const { versionId, passage } = review;
      await recordEvent(tx, viewer, {
        action: `passage.${review.decision}-note`,
        target: { type: 'document', id: documentId },
        detail: { versionId, count: decided, ...(passage && { start: passage.start, end: passage.end }) },
      });
      await send(tx, 'annotate', documentId);
      return decided;
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
  if (count <= mostAtOnce) await applyNow(documentId);
  return { count };
}

function changedMeanwhile(): AppError {
  return new AppError('conflict:passage', 'This passage is another one by now: somebody changed it, or the document was read again. Look at it as it is, and try again.');
}

async function keysOf(tx: Transaction, documentId: string, { versionId, passage }: NoteReview): Promise<string[]> {
  const rows = await tx.passage.findMany({
    where: { documentId, versionId, editId: null, ...(passage && { start: passage.start, end: passage.end }) },
    select: { context: true, text: true, original: true },
  });
  return rows.map(({ context, text, original }) => passageKey({ context, words: original ?? text }));
}

/** The job that was sent does it too, should the embedding model not answer now. */
async function applyNow(documentId: string): Promise<void> {
  try {
    await applyNotes(documentId);
  } catch (error) {
    if (!isEmbeddingUnavailable(error)) throw error;
  }
}
