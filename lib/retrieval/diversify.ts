import { isAskingWord } from './exact/asking-words';
import { exactWords } from './exact/exact-words';
import { isAskedFor } from './exact/keep-exact';
import type { RetrievalTrace } from './retrieval-trace';
import type { RetrievedPassage } from './retrieval-types';

/** Of the first so many passages … */
const front = 6;
/** … at most this many come from one document, so that no document drowns the others. */
const mostPerDocument = 2;
/** A document that the question names may have more, and still leaves room: anybody can give a document such a name. */
const mostPerNamed = 4;
/** So many passages that are much alike stand in front: copies with a number or a word changed are copies all the same. */
const mostAlike = 2;
/** Two texts that share this much of their pairs of words, and all their numbers, say the same. */
const sameText = 0.95;
/** With this much, whatever their numbers, they are much alike. */
const alikeText = 0.75;

type Found = Pick<RetrievedPassage, 'passageId' | 'documentId' | 'documentName' | 'text' | 'exact'>;

/**
 * The same passages with more variety in front: what exceeds a document's share of the front stands right after it,
 * and a near copy of a better passage is left out. Neither touches a passage that holds the very words of the question
 * as few others do; words that many passages repeat were put there to be found.
 */
export function diversify<T extends Found>(passages: T[], question: string, trace: RetrievalTrace = {}): T[] {
  const asked = new Set(exactWords(question).map(({ word }) => word));
  const ahead: T[] = [];
  const later: T[] = [];
  const { kept, copies } = withoutCopies(passages);
  const aheadPrints: Print[] = [];
  for (const { passage, print } of kept) {
    const own = ahead.filter((other) => other.documentId === passage.documentId).length;
    const isAsked = passage.exact && isAskedFor(passage.exact);
    const room = isNamed(passage.documentName, asked) ? mostPerNamed : mostPerDocument;
    const alike = print.numbers.some((number) => asked.has(number)) ? 0 : aheadPrints.filter((other) => share(other, print, alikeText)).length;
    if (ahead.length < front && (isAsked || (own < room && alike < mostAlike))) {
      ahead.push(passage);
      aheadPrints.push(print);
    } else later.push(passage);
  }
  const ordered = [...ahead, ...later];
  trace.copies = copies;
  trace.moved = new Set(kept.filter(({ passage }, place) => ordered.indexOf(passage) > place).map(({ passage }) => passage.passageId));
  return ordered;
}

/** Whether the front can be filled without any document taking more than its share. */
export function isVaried(passages: Pick<Found, 'documentId'>[]): boolean {
  const places = [...Map.groupBy(passages, ({ documentId }) => documentId).values()].reduce((sum, own) => sum + Math.min(own.length, mostPerDocument), 0);
  return places >= front;
}

/** Whether every telling word of a document's name stands in the question. */
function isNamed(name: string, asked: Set<string>): boolean {
  const words = exactWords(name.replace(/\.[a-z0-9]{2,5}$/i, '')).map(({ word }) => word).filter((word) => !isAskingWord(word));
  return words.length > 0 && words.every((word) => asked.has(word));
}

/** `copies`: which passage that was kept each one left out repeats. */
function withoutCopies<T extends Found>(passages: T[]): { kept: { passage: T; print: Print }[]; copies: Map<string, string> } {
  const kept: { passage: T; print: Print }[] = [];
  const copies = new Map<string, string>();
  for (const passage of passages) {
    const print = printOf(passage.text);
    const original = passage.exact && isAskedFor(passage.exact) ? undefined : kept.find((better) => isCopy(better.print, print));
    if (original) copies.set(passage.passageId, original.passage.passageId);
    else kept.push({ passage, print });
  }
  return { kept, copies };
}

/** Pairs of words, with the same sign for every number. */
type Print = { pairs: Set<string>; numbers: string[] };

function printOf(text: string): Print {
  const words = exactWords(text).map(({ word }) => word);
  const numbers = words.filter((word) => /\d/.test(word));
  const plain = words.map((word) => (/\d/.test(word) ? '#' : word));
  return { pairs: new Set(plain.map((word, i) => `${word} ${plain[i + 1] ?? ''}`)), numbers };
}

// Two entries of a list may differ in nothing but a number, and that is what is asked for.
function isCopy(a: Print, b: Print): boolean {
  return a.numbers.join(' ') === b.numbers.join(' ') && share(a, b, sameText);
}

/** Whether two texts share so much of their pairs of words. */
function share(a: Print, b: Print, much: number): boolean {
  if (Math.min(a.pairs.size, b.pairs.size) < much * Math.max(a.pairs.size, b.pairs.size)) return false;
  let shared = 0;
  for (const pair of a.pairs) if (b.pairs.has(pair)) shared += 1;
  return shared >= much * (a.pairs.size + b.pairs.size - shared);
}
