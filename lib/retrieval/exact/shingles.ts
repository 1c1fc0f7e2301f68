import { exactWords } from './exact-words';

/**
 * What the exact index holds of a passage: a number for each of its words and for each two words in a row (w-shingling,
 * Broder 1997, with w = 1 and 2), so that words in a given order are found without looking at positions. The team's id
 * goes into each number, which keeps the index's lists as short as the team is small. Sorted, each number once.
 */
export function shinglesOf(teamId: string, texts: string[]): number[] {
  const found = new Set<number>();
  for (const text of texts) {
    const { words, pairs } = wordHashes(teamId, exactWords(text).map(({ word }) => word));
    for (const hash of [...words, ...pairs]) found.add(hash);
  }
  return [...found].sort((a, b) => a - b);
}

/** The numbers of words in order: `words[i]` of the i-th alone, `pairs[i]` of the i-th and the one after it. */
export function wordHashes(teamId: string, words: string[]): { words: number[]; pairs: number[] } {
  const salted = words.map((word) => hash(word, hash(`${teamId} `)));
  const pairs = words.slice(1).map((word, i) => hash(` ${word}`, salted[i]));
  return { words: salted, pairs };
}

/** FNV-1a over UTF-16 code units, 32 bits, as PostgreSQL's signed integer. */
function hash(text: string, start = 0x811c9dc5): number {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
