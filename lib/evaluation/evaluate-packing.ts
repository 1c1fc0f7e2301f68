import { type Outline, type Reach, widen } from '@/lib/ask/widen';
import { pool } from '@/lib/db/client';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import { retrieve } from '@/lib/retrieval/retrieve';
import type { BeirFolder } from './beir-folder';
import type { EmbeddingCache } from './embedding-cache';
import { type Progress, sharpen } from './evaluate';
import { loadEntries } from './load-entries';
import { createScratchTeam, settleScratchTeam } from './scratch-portal';

/** How a budget is spent: so many passages first, these widened as far as that, and the rest on further passages. */
export type Strategy = { name: string; first: number; to: Reach };

export const strategies: Strategy[] = [
  { name: 'passages only', first: Number.POSITIVE_INFINITY, to: 'passage' },
  ...([2, 4, 8, 12] as const).flatMap((first): Strategy[] => [
    { name: `${first} passages, then their sections`, first, to: 'section' },
    { name: `${first} passages, then their documents`, first, to: 'document' },
  ]),
];

export const budgets = [1_000, 2_000, 3_000, 6_000, 12_000];

export type PackingScore = {
  strategy: string;
  budget: number;
  /** Share of the passages of relevant entries that were packed, mean over the queries. */
  passages: number;
  /** Share of the relevant entries of which any passage was packed, and of which all were. */
  entriesTouched: number;
  entriesWhole: number;
  /** Tokens packed, mean, and the share of them that are of relevant entries. */
  tokens: number;
  relevantTokens: number;
};

/** As many as a budget of the largest kind may hold. */
const depth = 100;

/**
 * How much of what is relevant is read for an answer, by how a budget of tokens is spent. An entry counts as a section, and
 * the entries of one source, told by the beginning of their ids, as a document: `sourceOf` finds it.
 */
export async function evaluatePacking(folder: BeirFolder, cache: EmbeddingCache, sourceOf: (entryId: string) => string, progress: Progress): Promise<PackingScore[]> {
  const team = await createScratchTeam('packing');
  const entryOf = await loadEntries(folder.entries, team, cache, progress);
  await settleScratchTeam(team.viewer.teamId);
  const queries = folder.queries.filter((query) => folder.judgements.has(query.id));
  await sharpen(team.viewer, queries.map(({ text }) => ({ question: text })), cache, progress);
  const known = await outlinesOf(team.viewer.teamId, entryOf, sourceOf);
  const sums = new Map<string, PackingScore>();
  for (const { id, text } of queries) {
    const relevant = new Set([...(folder.judgements.get(id) ?? [])].flatMap(([entry, grade]) => (grade > 0 ? [entry] : [])));
    const { passages } = await retrieve(team.viewer, { question: text, limit: depth });
    for (const strategy of strategies) {
      for (const budget of budgets) {
        const packed = packedBy(strategy, budget, passages, known);
        addTo(sums, strategy, budget, measurePacked(packed, relevant, known), queries.length);
      }
    }
  }
  progress(`${queries.length} queries packed in ${strategies.length * budgets.length} ways`);
  return [...sums.values()];
}

type Known = {
  /** By source; in those of `documents` all of a source is one section, so that widening goes to it at once. */
  sections: Map<string, Outline>;
  documents: Map<string, Outline>;
  tokens: Map<string, number>;
  entry: Map<string, string>;
  source: Map<string, string>;
  passagesOfEntry: Map<string, string[]>;
};

async function outlinesOf(teamId: string, entryOf: Map<string, string>, sourceOf: (entryId: string) => string): Promise<Known> {
  const { rows } = await pool().query<{ id: string; document_id: string; tokens: number }>(
    'SELECT id, document_id, tokens FROM passage WHERE team_id = $1 ORDER BY document_id, ordinal, part',
    [teamId],
  );
  const known: Known = { sections: new Map(), documents: new Map(), tokens: new Map(), entry: new Map(), source: new Map(), passagesOfEntry: new Map() };
  const inOrder = rows.map((row) => ({ ...row, entry: entryOf.get(row.document_id) ?? '' })).toSorted((a, b) => byPlace(a.entry, b.entry));
  for (const { id, tokens, entry } of inOrder) {
    const source = sourceOf(entry);
    known.tokens.set(id, tokens);
    known.entry.set(id, entry);
    known.source.set(id, source);
    known.passagesOfEntry.set(entry, [...(known.passagesOfEntry.get(entry) ?? []), id]);
    for (const [outlines, section] of [[known.sections, entry], [known.documents, source]] as const) {
      const outline = outlines.get(source) ?? { passages: [], whole: true };
      outline.passages.push({ passageId: id, tokens, section });
      outlines.set(source, outline);
    }
  }
  return known;
}

/** Ids end with places in the source, which are numbers. */
function byPlace(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function packedBy({ first, to }: Strategy, budget: number, found: RetrievedPassage[], known: Known): Set<string> {
  const candidates = found.map(({ passageId, tokens }) => ({ passageId, tokens, versionId: known.source.get(passageId) ?? '' }));
  let left = budget;
  const chosen = candidates.filter(({ tokens }) => tokens <= left && (left -= tokens) >= 0).slice(0, first);
  const outlines = to === 'document' ? known.documents : known.sections;
  return new Set(widen(chosen, outlines, budget, to === 'passage' ? 'passage' : 'section', candidates).flatMap((extent) => extent.passageIds));
}

type Measured = Omit<PackingScore, 'strategy' | 'budget'>;

function measurePacked(packed: Set<string>, relevant: Set<string>, { passagesOfEntry, tokens, entry }: Known): Measured {
  const entries = [...relevant].map((one) => passagesOfEntry.get(one) ?? []).filter((ids) => ids.length > 0);
  const all = entries.flat();
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const tokensOf = (ids: Iterable<string>) => [...ids].reduce((sum, id) => sum + (tokens.get(id) ?? 0), 0);
  return {
    passages: share(all.filter((id) => packed.has(id)).length, all.length),
    entriesTouched: share(entries.filter((ids) => ids.some((id) => packed.has(id))).length, entries.length),
    entriesWhole: share(entries.filter((ids) => ids.every((id) => packed.has(id))).length, entries.length),
    tokens: tokensOf(packed),
    relevantTokens: share(tokensOf([...packed].filter((id) => relevant.has(entry.get(id) ?? ''))), tokensOf(packed)),
  };
}

function addTo(sums: Map<string, PackingScore>, { name: strategy }: Strategy, budget: number, measured: Measured, queries: number): void {
  const key = `${strategy} ${budget}`;
  const sum = sums.get(key) ?? { strategy, budget, passages: 0, entriesTouched: 0, entriesWhole: 0, tokens: 0, relevantTokens: 0 };
  for (const name of ['passages', 'entriesTouched', 'entriesWhole', 'tokens', 'relevantTokens'] as const) sum[name] += measured[name] / queries;
  sums.set(key, sum);
}

/** The scores as a table for a terminal. */
export function packingTable(scores: PackingScore[]): string {
  const head = ['budget', 'strategy', 'passages', 'entries', 'whole', 'tokens', 'of relevant'];
  const rows = scores
    .toSorted((a, b) => a.budget - b.budget)
    .map((score) => [String(score.budget), score.strategy, ...[score.passages, score.entriesTouched, score.entriesWhole].map((share) => share.toFixed(3)), score.tokens.toFixed(0), score.relevantTokens.toFixed(3)]);
  return [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
