import { words } from '@/lib/ai/content-words';
import { isCommonWord } from '@/lib/ai/embedding/tokens';
import { pool } from '@/lib/db/client';
import { exactWords } from '../exact/exact-words';
import { wordHashes } from '../exact/shingles';
import { type Reach, reachParameters } from '../reach';
import { editDistance } from './edit-distance';
import { wordForm } from './word-form';
import { isSpelt, shapeOf } from './word-shape';

/** All that a person may see, whatever they narrowed the question to. */
type WholeReach = Pick<Reach, 'teamId' | 'collectionIds'>;

/** A word of a question that no passage of the team holds, as typed, and words of its documents that are written nearly so. */
export type Suggestion = { word: string; terms: string[] };

/** A longer question is pasted text. */
const wordsRead = 60;
/** With more unknown words than that, and more than known ones, a question is in another language or about something else. */
const mostUnknown = 3;
const mostTerms = 2;

/** Shorter words have too many neighbours; longer ones may differ in two places. */
function mostEdits(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/**
 * For each word of a question that no passage of the team holds in any form, the nearest words that its documents do
 * hold: within one edit, or two from eight letters on, the more frequent first. Numbers, codes and acronyms are left
 * alone, and so are words that are spelt right and merely absent.
 */
export async function suggestWords(reach: WholeReach, text: string): Promise<Suggestion[]> {
  const typed = new Map<string, string>();
  let asked = 0;
  for (const { word, lower } of plainWords(text)) {
    if (!isSpelt(lower) || typed.has(lower)) continue;
    asked += 1;
    if (mostEdits(lower) > 0 && word !== word.toUpperCase()) typed.set(lower, word);
  }
  const unknown = await unknownWords(reach, [...typed.keys()]);
  if (unknown.length > mostUnknown && unknown.length > asked / 2) return [];
  const suggestions: Suggestion[] = [];
  for (const word of unknown.slice(0, mostUnknown)) {
    const terms = await nearestWords(reach.teamId, word);
    if (terms.length > 0) suggestions.push({ word: typed.get(word) ?? word, terms });
  }
  return suggestions;
}

/** The words of a text that stand by themselves: not within a code, an address or a path, nor beside digits. */
function plainWords(text: string): { word: string; lower: string }[] {
  const pieces = text.slice(0, 4_000).split(/[\s/–—-]+/u);
  const bare = pieces.map((piece) => piece.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '').replace(/['’]s$/u, ''));
  return bare
    .filter((word) => /^[\p{L}\p{M}]+$/u.test(word))
    .slice(0, wordsRead)
    .map((word) => ({ word, lower: words(word)[0] ?? '' }));
}

async function unknownWords(reach: WholeReach, candidates: string[]): Promise<string[]> {
  if (candidates.length === 0) return [];
  const { rows } = await pool().query<{ form: string }>('SELECT DISTINCT form FROM team_word WHERE team_id = $1 AND form = ANY($2)', [
    reach.teamId,
    candidates.map(wordForm),
  ]);
  const forms = new Set(rows.map((row) => row.form));
  const unknown = candidates.filter((word) => !forms.has(wordForm(word)) && !isCommonWord(word));
  const absent = await Promise.all(unknown.map(async (word) => !(await isHeld(reach, word))));
  return unknown.filter((_, i) => absent[i]);
}

/** Whether a passage holds the word after all: the vocabulary follows the passages at some distance. */
async function isHeld({ teamId, collectionIds }: WholeReach, word: string): Promise<boolean> {
  const hashes = wordHashes(teamId, exactWords(word).map((each) => each.word)).words;
  const parameters = [...reachParameters({ teamId, collectionIds }), hashes, 1];
  const { rowCount } = await pool().query('SELECT 1 FROM footnote_holding($1, $2, $3, $4, $5, $6, $7, $8, $9)', parameters);
  return rowCount !== 0;
}

async function nearestWords(teamId: string, word: string): Promise<string[]> {
  const most = mostEdits(word);
  const { length, letters } = shapeOf(word);
  const { rows } = await pool().query<{ word: string; documents: number }>(
    `SELECT word, documents FROM team_word
     WHERE team_id = $1 AND initial = ANY($2) AND length BETWEEN $3 AND $4 AND bit_count((letters # $5)::bit(32)) <= $6`,
    // The first letter is rarely mistyped; it may have changed places with the second one.
    [teamId, [...new Set([word[0], word[1]])], length - most, length + most, letters, 2 * most],
  );
  const near = rows.flatMap((row) => {
    const distance = editDistance(word, row.word, most);
    return distance === undefined ? [] : [{ ...row, distance }];
  });
  const least = Math.min(...near.map((one) => one.distance));
  return near
    .filter((one) => one.distance === least)
    .sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1))
    .slice(0, mostTerms)
    .map((one) => one.word);
}
