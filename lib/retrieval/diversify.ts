import { isAskingWord } from './exact/asking-words';
import { exactWords } from './exact/exact-words';
import type { RetrievalTrace } from './retrieval-trace';
import type { RetrievedPassage } from './retrieval-types';

/** Of the first so many passages … */
const front = 6;
/** … at most this many come from one document, so that no document drowns the others. */
const mostPerDocument = 2;
/** Two texts that share this much of their pairs of words, and all their numbers, say the same. */
const sameText = 0.95;

type Found = Pick<RetrievedPassage, 'passageId' | 'documentId' | 'documentName' | 'text' | 'exact'>;

/**
 * The same passages with more variety in front: what exceeds a document's share of the front stands right after it,
 * and a near copy of a better passage is left out. Neither touches a passage that holds the very words of the question,
 * nor documents that the question names.
 */
export function diversify<T extends Found>(passages: T[], question: string, trace: RetrievalTrace = {}): T[] {
  const asked = new Set(exactWords(question).map(({ word }) => word));
  const ahead: T[] = [];
  const later: T[] = [];
  const { kept, copies } = withoutCopies(passages);
  for (const passage of kept) {
    const own = ahead.filter((other) => other.documentId === passage.documentId).length;
    const free = passage.exact || own < mostPerDocument || isNamed(passage.documentName, asked);
    if (ahead.length < front && free) ahead.push(passage);
    else later.push(passage);
  }
  const ordered = [...ahead, ...later];
  trace.copies = copies;
  trace.moved = new Set(kept.filter((passage, place) => ordered.indexOf(passage) > place).map((passage) => passage.passageId));
  return ordered;
}

/** Whether every telling word of a document's name stands in the question. */
function isNamed(name: string, asked: Set<string>): boolean {
  const words = exactWords(name.replace(/\.[a-z0-9]{2,5}$/i, '')).map(({ word }) => word).filter((word) => !isAskingWord(word));
  return words.length > 0 && words.every((word) => asked.has(word));
}

/** `copies`: which passage that was kept each one left out repeats. */
function withoutCopies<T extends Found>(passages: T[]): { kept: T[]; copies: Map<string, string> } {
  const kept: { passage: T; print: Print }[] = [];
  const copies = new Map<string, string>();
  for (const passage of passages) {
    const print = printOf(passage.text);
    const original = passage.exact ? undefined : kept.find((better) => isCopy(better.print, print));
    if (original) copies.set(passage.passageId, original.passage.passageId);
    else kept.push({ passage, print });
  }
  return { kept: kept.map(({ passage }) => passage), copies };
}

type Print = { pairs: Set<string>; numbers: string };

function printOf(text: string): Print {
  const words = exactWords(text).map(({ word }) => word);
  return { pairs: new Set(words.map((word, i) => `${word} ${words[i + 1] ?? ''}`)), numbers: words.filter((word) => /\d/.test(word)).join(' ') };
}

function isCopy(a: Print, b: Print): boolean {
  // Two entries of a list may differ in nothing but a number, and that is what is asked for.
  if (a.numbers !== b.numbers || Math.min(a.pairs.size, b.pairs.size) < sameText * Math.max(a.pairs.size, b.pairs.size)) return false;
  let shared = 0;
  for (const pair of a.pairs) if (b.pairs.has(pair)) shared += 1;
  return shared >= sameText * (a.pairs.size + b.pairs.size - shared);
}
