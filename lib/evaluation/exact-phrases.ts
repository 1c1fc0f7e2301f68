import { exactWords } from '@/lib/retrieval/exact/exact-words';
import type { Entry } from './beir-folder';
import { mulberry32 } from './measures';

/** Words that stand in exactly one entry, as they are written there. */
export type ExactPhrase = { text: string; entryId: string; kind: 'phrase' | 'identifier' | 'number' };

/** How people ask about words that they have before them; the product knows none of these. */
export const questionFrames = [
  'What does it say about {}?',
  'Where is {} mentioned?',
  'Can you explain {} to me?',
  'I am looking for the part on {}, where do I find it?',
  'Which document talks about {}?',
  'Tell me more about {}.',
  'Somebody told me about {}. Is that written down anywhere?',
  'How do we deal with {}?',
  'Is there anything on {} in our files?',
  'Why is {} important here?',
  'Please summarise what we know about {}',
  'Who wrote about {} and in which context?',
];

const longestPhrase = 5;
/** Of all that is drawn, so much are identifiers and so much numbers, where the entries have that many. */
const share = { identifier: 0.15, number: 0.15 };

/**
 * Draws phrases of 2 to 5 words, identifiers and numbers that occur in one entry alone, evenly from all entries. The
 * words of a phrase need not be rare: it is told apart by their order. The same seed draws the same.
 */
export function drawExactPhrases(entries: Entry[], count: number, seed = 1): ExactPhrase[] {
  const random = mulberry32(seed);
  const texts = entries.filter((entry) => entry.text.trim() !== '').map((entry) => ({ entry, words: exactWords(entry.text) }));
  const holders = countHolders(texts.map(({ words }) => words.map(({ word }) => word)));
  const drawn = new Map<string, ExactPhrase>();
  const left = { identifier: Math.round(count * share.identifier), number: Math.round(count * share.number), phrase: 0 };
  left.phrase = count - left.identifier - left.number;

  for (let attempt = 0; attempt < 200 * count && drawn.size < count; attempt += 1) {
    const from = texts[Math.floor(random() * texts.length)];
    if (!from) break;
    const start = Math.floor(random() * from.words.length);
    const wanted = 2 + Math.floor(random() * (longestPhrase - 1));
    const token = tokenAround(from.entry.text, from.words[start]?.start ?? 0);
    const kind = /^\d[\d.,]*$/.test(token) ? 'number' : /\d/.test(token) && /\p{L}/u.test(token) ? 'identifier' : 'phrase';
    // Where numbers or identifiers are few, phrases fill their places in the last half of the attempts.
    const instead = kind === 'phrase' && attempt > 100 * count ? Math.max(left.phrase, left.identifier, left.number) : left[kind];
    if (instead <= 0) continue;
    const last = from.words[start + wanted - 1];
    const text = kind === 'phrase' ? last && from.entry.text.slice(from.words[start]?.start ?? 0, last.end) : token;
    const words = exactWords(text ?? '').map(({ word }) => word);
    if (!text || text.length > 80 || /\n/.test(text) || (kind === 'phrase' && !isPhrase(text)) || holders(words) !== 1 || drawn.has(words.join(' '))) continue;
    drawn.set(words.join(' '), { text, entryId: from.entry.id, kind });
    if (left[kind] > 0) left[kind] -= 1;
    else left[left.identifier > 0 ? 'identifier' : 'number'] -= 1;
  }
  return [...drawn.values()];
}

/** Words and spaces alone, within a sentence, with at least one that is more than a little word. */
function isPhrase(text: string): boolean {
  return /^[\p{L}\p{M}'’]+(?: [\p{L}\p{M}'’]+)+$/u.test(text) && /\p{L}{4}/u.test(text);
}

/** What stands between white space and brackets around a position, without punctuation at its ends. */
function tokenAround(text: string, position: number): string {
  const before = text.slice(0, position).search(/[^\s()[\]{}"'<>|,;]*$/);
  const after = text.slice(position).search(/[\s()[\]{}"'<>|,;]|$/);
  return text.slice(before, position + after).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** A function that counts, up to two, the texts that hold words in a given order. */
function countHolders(texts: string[][]): (words: string[]) => number {
  const byWord = new Map<string, number[]>();
  for (const [i, words] of texts.entries()) {
    for (const word of new Set(words)) {
      const list = byWord.get(word);
      if (list) list.push(i);
      else byWord.set(word, [i]);
    }
  }
  return (words) => {
    const lists = words.map((word) => byWord.get(word) ?? []).sort((a, b) => a.length - b.length);
    let holders = 0;
    for (const i of lists[0] ?? []) {
      if (holds(texts[i] ?? [], words)) holders += 1;
      if (holders === 2) break;
    }
    return holders;
  };
}

function holds(text: string[], words: string[]): boolean {
  for (let at = text.indexOf(words[0] ?? ''); at >= 0; at = text.indexOf(words[0] ?? '', at + 1)) {
    if (words.every((word, i) => text[at + i] === word)) return true;
  }
  return false;
}
