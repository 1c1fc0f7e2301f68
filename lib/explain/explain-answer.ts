import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { readStoredParts, type StoredPath, type Trace } from '@/lib/chats/stored-parts';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { readQuery } from '@/lib/retrieval/query/read-query';
import { ordinal } from './explain-document';
import type { DocumentExplanation, Stage } from './explanation';
import { outsideReach } from './outside-reach';
import { visibleDocument, type VisibleDocument } from './visible-document';

type Reason = { stage: Stage; sentence: string; known: 'stored' | 'now' };

/**
 * Why a document is, or is not, in an answer that was given: from what was kept with it, and how things are now. For
 * admins: answers of their own and those that were voted on. Throws `not_found:message`, and `not_found:document` for
 * documents that the viewer may not see, whether they exist or not.
 */
export async function explainAnswer(viewer: Viewer, messageId: string, documentId: string): Promise<DocumentExplanation> {
  requireRole(viewer, 'admin');
  const message = await db().message.findFirst({
    where: { id: messageId, teamId: viewer.teamId, author: 'footnote', OR: [{ chat: { userId: viewer.userId } }, { votes: { some: {} } }] },
    select: { createdAt: true, parts: true, parent: { select: { text: true } }, citations: { where: { documentId }, select: { number: true }, orderBy: { number: 'asc' } } },
  });
  if (!message) throw notFound('message');
  const document = await visibleDocument(viewer, documentId);
  const { trace } = readStoredParts(message.parts);
  const own = (trace?.passages ?? []).filter((path) => path.documentId === documentId);
  const reason =
    cited(message.citations) ??
    (trace?.passages === undefined
      ? { stage: 'unknown' as const, sentence: 'It was not cited. What the search found was not kept with this answer.', known: 'stored' as const }
      : (found(own, trace) ?? notFoundBecause(document, { ...message, trace, question: message.parent?.text ?? '' })));
  return {
    document: { id: document.id, name: document.name },
    ...reason,
    facts: factsNow(document, message.createdAt, reason.known).map((sentence) => ({ known: 'now', sentence })),
    figures: figuresOf(own),
  };
}

function cited(citations: { number: number }[]): Reason | undefined {
  if (citations.length === 0) return undefined;
  const numbers = citations.map(({ number }) => number).join(', ');
  return { stage: 'cited', sentence: `It is cited: footnote${citations.length === 1 ? '' : 's'} ${numbers}.`, known: 'stored' };
}

function found(own: StoredPath[], trace: Trace): Reason | undefined {
  const [fate] = (['packed', 'found', 'copy', 'below'] as const).filter((one) => own.some((path) => path.fate === one));
  const best = own.find((path) => path.fate === fate);
  if (!fate || !best) return undefined;
  const reasons = {
    packed: { stage: 'not-cited', sentence: `It was among the ${trace.packed} passages that were read for the answer, which cites others.` },
    found: { stage: 'budget', sentence: `It was among the ${trace.found} passages found, but not among the ${trace.packed} that were read for the answer.` },
    copy: { stage: 'copy', sentence: 'It was found, and left out because it said the same as a better passage.' },
    below: { stage: 'below-cut', sentence: `It was found, but its best passage came ${ordinal(best.order.rank)}; the answer was made from the first ${trace.found}.` },
  } as const;
  return { ...reasons[fate], known: 'stored' };
}

type Asked = { createdAt: Date; trace: Trace; question: string };

/** Why nothing of it was found: what was kept decides first, then what is known of the document now. */
function notFoundBecause(document: VisibleDocument, { createdAt, trace, question }: Asked): Reason {
  if (document.createdAt > createdAt) return { stage: 'not-read', sentence: 'It was added after this answer was given.', known: 'now' };
  const outside = outsideReach(document, trace.scope, readQuery(question).filters);
  if (outside) return { stage: 'outside', sentence: `It was not searched: ${outside}.`, known: 'stored' };
  if (document.notRead) return { stage: 'not-read', sentence: document.notRead, known: 'now' };
  if (trace.omitted) return { stage: 'below-cut', sentence: `It was not among the best ${trace.passages?.length} passages that were kept with this answer.`, known: 'stored' };
  return { stage: 'not-retrieved', sentence: `No passage of it was among those found for the question.`, known: 'stored' };
}

function factsNow(document: VisibleDocument, answeredAt: Date, known: Reason['known']): string[] {
  const facts: string[] = [];
  if (document.notRead && known === 'stored') facts.push(document.notRead);
  if (document.textFrom && document.textFrom > answeredAt && document.createdAt <= answeredAt) facts.push('Its present text was uploaded after this answer was given.');
  return [...facts, ...document.remarks];
}

function figuresOf(own: StoredPath[]): DocumentExplanation['figures'] {
  const first = <T extends { rank: number }>(ranked: (T | undefined)[]) => ranked.filter((one) => one !== undefined).toSorted((a, b) => a.rank - b.rank)[0];
  const exact = own.flatMap((path) => path.exact ?? []).toSorted((a, b) => b.share - a.share)[0];
  return {
    keyword: first(own.map((path) => path.keyword)),
    vector: first(own.map((path) => path.vector)),
    exact,
    fused: first(own.map((path) => path.fused)),
    reranked: first(own.map((path) => path.rerank)),
    ordered: first(own.map((path) => path.order)),
  };
}
