import { teamModel } from '@/lib/ai/language-models';
import { type PackLimits, packLimits, retrievedPerQuestion } from '@/lib/ask/choose-passages';
import { readAround } from '@/lib/ask/read-around';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { type PassagePath, passagePaths } from '@/lib/retrieval/passage-paths';
import { documentsOfPassages, readPassages } from '@/lib/retrieval/read-passages';
import type { RetrievalTrace } from '@/lib/retrieval/retrieval-trace';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import { retrieve } from '@/lib/retrieval/retrieve';
import { bestScores } from './best-scores';
import type { DocumentExplanation } from './explanation';
import { outsideReach } from './outside-reach';
import type { TrialQuery } from './trial-query';
import { visibleDocument } from './visible-document';

/**
 * Why a document is, or is not, among what an answer to the question would be made from: asks anew and follows the
 * document's passages. For admins. Throws `not_found:document` for documents that the viewer may not see, whether they exist or not,
 * and `unavailable:search`.
 */
export async function explainDocument(viewer: Viewer, query: TrialQuery, documentId: string): Promise<DocumentExplanation> {
  requireRole(viewer, 'admin');
  const document = await visibleDocument(viewer, documentId);
  const explained = (stage: DocumentExplanation['stage'], sentence: string, figures: DocumentExplanation['figures'] = {}, facts: string[] = []): DocumentExplanation => ({
    document: { id: document.id, name: document.name },
    stage,
    sentence,
    known: 'now',
    facts: [...facts, ...document.remarks].map((fact) => ({ known: 'now', sentence: fact })),
    figures,
  });
  if (document.notRead) return explained('not-read', document.notRead);

  const trace: RetrievalTrace = {};
  const { passages } = await retrieve(viewer, { ...query, limit: retrievedPerQuestion }, trace);
  const outside = outsideReach(document, trace.query?.reach.scope, trace.query?.reach.filters);
  if (outside) return explained('outside', `It was not searched: ${outside}.`);

  if (!trace.lists) return explained('not-retrieved', 'Nothing was searched for: filters alone find nothing.');

  const paths = passagePaths(trace, passages);
  const documentOf = await documentsOfPassages(viewer.teamId, paths.map((path) => path.passageId));
  const own = paths.filter((path) => documentOf.get(path.passageId) === documentId);
  const facts = trace.lists.failed.map((part) => `The search by ${part === 'keyword' ? 'words' : 'meaning'} failed and took no part.`);
  if (trace.reranked?.problem) facts.push(`The reranker took no part. ${trace.reranked.problem}`);
  const last = furthest(own);
  if (!last) {
    const phrases = trace.query?.phrases ?? [];
    const { figures, sentences } = await bestScores(viewer, trace, document);
    if (trace.lists.quoted) return explained('without-phrase', `No passage of it holds ${phrases.map((phrase) => `“${phrase}”`).join(' and ')} word for word.`, figures, facts);
    return explained('not-retrieved', notRetrieved(document.passages), figures, [...sentences, ...facts]);
  }

  const figures = figuresOf(own);
  if (last.kept) facts.push('Only its exact words brought it so far to the front.');
  if (last.moved) facts.push('It stands further back because two better passages of the same document come first.');
  if (last.copyOf !== undefined) return explained('copy', await sameAs(viewer, last.copyOf), figures, facts);
  if (last.place === undefined) {
    const sentence = `It was found, but its best passage came ${ordinal(last.ordered.rank)} of ${paths.length.toLocaleString('en')}; the result holds the first ${retrievedPerQuestion}.`;
    return explained('below-cut', sentence, figures, facts);
  }
  const place = `Its best passage is ${ordinal(last.place)} of the ${passages.length} in the result`;
  if ((query.mode ?? 'hybrid') !== 'hybrid') return explained('found', `${place}.`, figures, facts);
  const limits = packLimits(await teamModel(viewer));
  const read = await readAround(viewer, passages, limits);
  if (isAmong(read.passages, own)) return explained('packed', `${place}, and an answer would be made from it.`, figures, facts);
  return explained('budget', `${place}, but an answer reads ${readingLimits(limits)}, and better ones take all of that.`, figures, facts);
}

function notRetrieved(passages: number): string {
  const none = passages === 1 ? 'Its only passage is not' : `None of its ${passages.toLocaleString('en')} passages is`;
  return `${none} among those found for this question.`;
}

/** How much an answer reads at most. */
function readingLimits({ most, budget, furthest }: PackLimits): string {
  if (furthest !== 'passage') return `at most ${budget.toLocaleString('en')} tokens, sections and documents among them`;
  return `at most ${most} passages of ${budget.toLocaleString('en')} tokens together`;
}

/** The passage that came nearest to the answer: one of the result before a copy of one, and that before what fell behind. */
function furthest(own: PassagePath[]): PassagePath | undefined {
  const step = ({ place, copyOf }: PassagePath) => (place !== undefined ? 0 : copyOf !== undefined ? 1 : 2);
  return own.toSorted((a, b) => step(a) - step(b) || (a.place ?? a.ordered.rank) - (b.place ?? b.ordered.rank))[0];
}

function isAmong(read: RetrievedPassage[], own: PassagePath[]): boolean {
  const ids = new Set(read.map((passage) => passage.passageId));
  return own.some((path) => ids.has(path.passageId));
}

function figuresOf(own: PassagePath[]): DocumentExplanation['figures'] {
  const best = <T>(values: (T | undefined)[], worth: (value: T) => number) => values.filter((value) => value !== undefined).toSorted((a, b) => worth(b) - worth(a))[0];
  const words = best(own.map((path) => path.keyword ?? (path.words > 0 ? { score: path.words } : undefined)), (figure) => figure.score);
  const meaning = best(own.map((path) => path.vector ?? (path.cosine !== 0 ? { score: path.cosine } : undefined)), (figure) => figure.score);
  const exact = best(own.map((path) => path.exact), (match) => match.share);
  return {
    ...(words && { keyword: words }),
    ...(meaning && { vector: meaning }),
    ...(exact && { exact: { share: exact.share, holders: exact.holders } }),
    fused: best(own.map((path) => path.fused), (ranked) => -ranked.rank),
    reranked: best(own.map((path) => path.reranked), (ranked) => -ranked.rank),
    ordered: best(own.map((path) => path.ordered), (ranked) => -ranked.rank),
    place: best(own.map((path) => path.place), (place) => -place),
  };
}

async function sameAs(viewer: Viewer, passageId: string): Promise<string> {
  const other = (await readPassages(viewer.teamId, [passageId])).get(passageId);
  return `It was found, and left out because it says the same as a better passage${other ? ` of “${other.documentName}”` : ''}.`;
}

/** 1st, 2nd, 3rd, 11th … */
export function ordinal(number: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th' } as const;
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(number);
  return `${number.toLocaleString('en')}${rule in ending ? ending[rule as keyof typeof ending] : 'th'}`;
}
