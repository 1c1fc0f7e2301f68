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
  const stems = terms.flatMap((term) => [...term.stems.keys()]);
  const [all, ...counted] = await ask(server, [
    { filter: filters.team, limit: 0 },
    ...stems.map((stem) => ({ q: exactly(stem), attributesToSearchOn: ['stems'], filter: filters.team, limit: 0 })),
  ]);
  const holders = new Map(stems.map((stem, i) => [stem, counted[i]?.estimatedTotalHits ?? 0]));
  const weighed = terms.map((term) => weigh(term, holders));
  const known = weighed.filter(({ holding }) => holding > 0).sort((one, other) => one.holding - other.holding);
  const unknown = terms.filter((_, i) => weighed[i]?.holding === 0);
  const found: Found = {
    passages: all?.estimatedTotalHits ?? 0,
    // A stem that few passages in a language have is no rarer a word for it.
    holding: new Map(weighed.flatMap(({ stems, holding }) => stems.map((stem) => [stem, holding]))),
    counts: new Map(terms.flatMap((term) => [...term.stems])),
    candidates: new Map(),
  };
  if (found.passages === 0) return found;

  const subQueries = subQueriesFor(known);
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

/** A term as the team's passages hold it. */
type Weighed = {
  /** Its stems that passages hold, the one that most of them hold first. */
  stems: string[];
  /** Passages that hold one of them. */
  holding: number;
};

function weigh(term: Term, holders: Map<string, number>): Weighed {
  const holding = (stem: string) => holders.get(stem) ?? 0;
  const stems = [...term.stems.keys()].filter((stem) => holding(stem) > 0).sort((one, other) => holding(other) - holding(one));
  return { stems, holding: stems.reduce((sum, stem) => sum + holding(stem), 0) };
}

/**
 * The stripped question; pairs of its rarest words; the rarest alone; and what the languages of few passages make of its
 * words. `terms` come rarest first.
 */
function subQueriesFor(terms: Weighed[]): Pick<MultiSearchQuery, 'q' | 'matchingStrategy' | 'attributesToSearchOn'>[] {
  const queries: ReturnType<typeof subQueriesFor> = [];
  const add = (words: string[], matchingStrategy: 'all' | 'frequency') => {
    queries.push({ q: words.map(exactly).join(' '), matchingStrategy, attributesToSearchOn: ['stems'] });
  };
  const words = terms.map(({ stems: [most = ''], holding }) => ({ stem: most, holding }));
  for (const { stem } of words.slice(0, singleTerms)) add([stem], 'all');
  // A word with few passages has brought them all by itself.
  const frequent = words.filter(({ holding }, i) => i >= singleTerms || holding > hitsEach).slice(0, pairedTerms);
  for (const [i, first] of frequent.entries()) for (const second of frequent.slice(i + 1)) add([first.stem, second.stem], 'all');
  if (words.length > 2) add(words.slice(0, wordsRead).map(({ stem }) => stem), 'frequency');
  const others = terms.flatMap(({ stems }) => stems.slice(1));
  if (others.length > 0) add(others.slice(0, wordsRead), 'frequency');
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
    found.counts.set(stem, Math.max(...term.stems.values()));
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
