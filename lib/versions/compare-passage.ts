import type { Viewer } from '@/lib/auth/viewer';
import { type WordChange, wordDifference } from '@/lib/differences/word-difference';
import { AppError } from '@/lib/errors/app-error';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import { spanFollower } from './follow-span';
import { versionTexts } from './read-texts';

/** What became of words of an earlier version, for whoever reads them there. */
export type PassageComparison = {
  /** Its words stand in the current version, others stand there, or nothing does. */
  state: 'same' | 'changed' | 'gone';
  current: { versionId: string; number: number };
  /** Where that is in the current version; undefined when it is gone. */
  place?: Span;
  /** The first version without these words, and the ISO time of its upload. */
  changedIn?: { number: number; createdAt: string };
  /** The paragraph around it, as it was and as it is; empty when it is the same. */
  difference: WordChange[];
};

/** Paragraphs up to this length are compared as a whole: what changed around a sentence may matter as much. */
const longestParagraph = 2_000;

/**
 * What became of a span of an earlier version in the version that is searched now (G4). Throws `not_found:document`,
 * `bad_request:span` for one outside of the text.
 */
export async function comparePassage(viewer: Viewer, documentId: string, versionId: string, span: Span): Promise<PassageComparison> {
  const texts = await versionTexts(viewer, documentId);
  const { text } = await texts.textOf(versionId);
  if (span.start >= span.end || span.end > text.length) throw new AppError('bad_request:span', 'This version has no such passage.');
  const { now, changedIn } = await spanFollower(texts)(versionId, span);
  const { id, number, text: newest } = texts.current;
  const before = paragraphAround(text, span);
  return {
    state: now.state,
    current: { versionId: id, number },
    ...(now.state !== 'gone' && { place: { start: now.start, end: now.end } }),
    ...(changedIn && { changedIn: { number: changedIn.number, createdAt: changedIn.createdAt.toISOString() } }),
    difference: now.state === 'same' ? [] : now.state === 'gone' ? [{ kind: 'removed', text: before }] : wordDifference(before, paragraphAround(newest, now)),
  };
}

/** The lines in which the span stands, or its own words where those are long. */
function paragraphAround(text: string, span: Span): string {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = text.indexOf('\n', span.end);
  const end = next < 0 ? text.length : next;
  return (end - start <= longestParagraph ? text.slice(start, end) : text.slice(span.start, span.end)).trim();
}
