import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import { correctedWords } from './corrected-words';
import type { PassageDocument } from './passage-document';
import { stemsOf, type Term } from './question-terms';
import type { Evidence } from './score-candidates';

/** Hits that each sub-query brings. */
const hitsEach = 100;
/** Words whose pairs are asked for, the rarest. More of them took twice as long and found nothing better. */
const pairedTerms = 4;
/** Words asked for alone. */
const singleTerms = 3;
/** Words that Meilisearch reads of a query; it ignores the rest. */
const wordsRead = 10;
/** Hits of a misspelt word from whose text the right spelling is read. */
const spellingHits = 20;

export type Found = Evidence & {
  /** The stems of each passage found. */
  candidates: Map<string, string[]>;
};

export type Server = { client: Meilisearch; index: string; signal: AbortSignal };
export type Filters = { team: string; reach: string };

type Hit = PassageDocument & { _matchesPosition?: Partial<Record<keyof PassageDocument, { start: number; length: number }[]>> };
type Answer = { hits: Hit[]; estimatedTotalHits: number };

/**
 * The passages that may answer, found by many small questions instead of one: alone, Meilisearch ranks by how many of
 * the words occur and how near they stand, and a question as people ask it then loses (measured in
 * docs/measurements.md). Which words are rare in the team says which sub-queries are worth asking; it also weighs the
 * words afterwards.
 */
export async function findCandidates(server: Server, terms: Term[], filters: Filters): Promise<Found> {
  const [all, ...counted] = await ask(server, [
    { filter: filters.team, limit: 0 },
    ...terms.map((term) => ({ q: exactly(term.stem), attributesToSearchOn: ['stems'], filter: filters.team, limit: 0 })),
  ]);
  const holding = new Map(terms.map((term, i) => [term.stem, counted[i]?.estimatedTotalHits ?? 0]));
  const counts = new Map(terms.map((term) => [term.stem, term.count]));
  const found: Found = { passages: all?.estimatedTotalHits ?? 0, holding, counts, candidates: new Map() };
  if (found.passages === 0) return found;

  const unknown = terms.filter((term) => holding.get(term.stem) === 0);
  const known = terms.filter((term) => !unknown.includes(term)).sort((a, b) => (holding.get(a.stem) ?? 0) - (holding.get(b.stem) ?? 0));
  const subQueries = subQueriesFor(known.map((term) => term.stem), holding);
  const answers = await ask(server, [
    ...subQueries.map((query) => ({ ...query, filter: filters.reach, limit: hitsEach, attributesToRetrieve: ['id', 'stems'] })),
    ...unknown.map(({ word }) => ({
      q: word,
      attributesToSearchOn: ['title', 'headings', 'text'],
      filter: filters.reach,
      limit: spellingHits,
      showMatchesPosition: true,
    })),
  ]);
  // What others put into the index need not have any.
  for (const { hits } of answers) for (const { id, stems } of hits) if (typeof stems === 'string') found.candidates.set(id, stems.split(' '));
  await countCorrected(found, unknown, answers.slice(subQueries.length));
  return found;
}

/** The stripped question; pairs of its rarest words; the rarest alone. `stems` come rarest first. */
function subQueriesFor(stems: string[], holding: Map<string, number>): Pick<MultiSearchQuery, 'q' | 'matchingStrategy' | 'attributesToSearchOn'>[] {
  const queries: ReturnType<typeof subQueriesFor> = [];
  const add = (words: string[], matchingStrategy: 'all' | 'frequency') => {
    queries.push({ q: words.map(exactly).join(' '), matchingStrategy, attributesToSearchOn: ['stems'] });
  };
  for (const stem of stems.slice(0, singleTerms)) add([stem], 'all');
  // A word with few passages has brought them all by itself.
  const frequent = stems.filter((stem, i) => i >= singleTerms || (holding.get(stem) ?? 0) > hitsEach).slice(0, pairedTerms);
  for (const [i, first] of frequent.entries()) for (const second of frequent.slice(i + 1)) add([first, second], 'all');
  if (stems.length > 2) add(stems.slice(0, wordsRead), 'frequency');
  return queries;
}

/** A word that is meant as it stands. */
function exactly(word: string): string {
  return `"${word.replaceAll('"', ' ')}"`;
}

/** What was found by a misspelt word counts for the word that was meant. */
async function countCorrected(found: Found, unknown: Term[], answers: Answer[]): Promise<void> {
  const meant = unknown.flatMap((term, i) => {
    const answer = answers[i];
    return answer ? correctedWords(term.word, answer.hits).map((word) => ({ term, word, hits: answer.estimatedTotalHits })) : [];
  });
  if (meant.length === 0) return;
  const stems = await stemsOf(meant.map(({ word }) => word));
  for (const { term, word, hits } of meant) {
    const stem = stems.get(word);
    if (stem === undefined || found.counts.has(stem)) continue;
    found.counts.set(stem, term.count);
    found.holding.set(stem, hits);
  }
}

async function ask({ client, index, signal }: Server, queries: Omit<MultiSearchQuery, 'indexUid'>[]): Promise<Answer[]> {
  if (queries.length === 0) return [];
  const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, Hit>(
    { queries: queries.map((query) => ({ ...query, indexUid: index })) },
    { signal },
  );
  return results as unknown as Answer[];
}
