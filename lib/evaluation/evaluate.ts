import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { sentencesOf } from '@/lib/ingest/sentences';
import { type NewSentence, storeSentences } from '@/lib/retrieval/passage-store';
import type { RetrievedPassage, RetrieveOptions } from '@/lib/retrieval/retrieval-types';
import { comparedBySentence, retrieve } from '@/lib/retrieval/retrieve';
import type { BeirFolder, Query } from './beir-folder';
import { compareOwnSearch, type OwnSearch, ownSearches, type ServerAddress } from './compare-own-search';
import type { EmbeddingCache } from './embedding-cache';
import { loadEntries } from './load-entries';
import { bootstrap, type Interval, measure, type MeasureName, measureNames, type Measures } from './measures';
import { createScratchTeam, settleScratchTeam } from './scratch-portal';

export const modes = ['keyword', 'vector', 'hybrid'] as const;
export type Mode = (typeof modes)[number];
export type Evaluation = Record<Mode, Record<MeasureName, Interval>> & Partial<Record<OwnSearch, Record<MeasureName, Interval>>>;

/** Passages whose sentences are stored in one transaction. */
const batchSize = 100;
/** Passages asked for: enough to hold ten entries, each of which may bring several. */
const depth = 60;

/** What of a query is asked. */
export type Question = Pick<RetrieveOptions, 'question' | 'ownWords'>;

export type Progress = (message: string) => void;

/**
 * Loads a folder's entries through the passage store into a team of their own and asks every judged query in each
 * mode. `questionOf` says what of a query is asked. An entry's rank is that of its best passage. With `compare`,
 * Meilisearch's own search is measured beside.
 */
export async function evaluate(
  folder: BeirFolder,
  cache: EmbeddingCache,
  questionOf: (query: Query) => Question,
  progress: Progress,
  options: { compare?: ServerAddress } = {},
): Promise<Evaluation> {
  const team = await createScratchTeam('evaluation');
  const entryOf = await loadEntries(folder.entries, team, cache, progress);
  await settleScratchTeam(team.viewer.teamId);
  const queries = folder.queries.filter((query) => folder.judgements.has(query.id));
  await sharpen(team.viewer, queries.map(questionOf), cache, progress);
  const measured: Record<Mode, Measures[]> = { keyword: [], vector: [], hybrid: [] };
  for (const mode of modes) {
    for (const query of queries) {
      const ranked = await rankedEntries(team.viewer, questionOf(query), mode, entryOf);
      measured[mode].push(measure(ranked, folder.judgements.get(query.id) ?? new Map()));
    }
    progress(`${queries.length} queries by ${mode}`);
  }
  const intervals = (list: Measures[]): Record<MeasureName, Interval> => {
    const of = (name: MeasureName) => bootstrap(list.map((values) => values[name]));
    return { 'ndcg@10': of('ndcg@10'), 'recall@5': of('recall@5'), 'recall@10': of('recall@10') };
  };
  const evaluation: Evaluation = { keyword: intervals(measured.keyword), vector: intervals(measured.vector), hybrid: intervals(measured.hybrid) };
  if (!options.compare) return evaluation;
  const compared = await compareOwnSearch(team.viewer, queries.map((query) => questionOf(query).question), depth, options.compare);
  for (const search of ownSearches) {
    const ranked = compared[search].map((documents) => [...new Set(documents.map((document) => entryOf.get(document) ?? ''))]);
    evaluation[search] = intervals(ranked.map((entries, i) => measure(entries, folder.judgements.get(queries[i]?.id ?? '') ?? new Map())));
    progress(`${queries.length} queries by ${search}`);
  }
  return evaluation;
}

async function rankedEntries(viewer: Viewer, question: Question, mode: Mode, entryOf: Map<string, string>): Promise<string[]> {
  const { passages } = await retrieve(viewer, { ...question, mode, limit: depth });
  return [...new Set(passages.map((passage) => entryOf.get(passage.documentId) ?? ''))];
}

/**
 * Stores the sentences of the passages that come first for some question. Sentences only decide among the first, so
 * that those of all others would cost most of the time and change nothing.
 */
export async function sharpen(viewer: Viewer, questions: Question[], cache: EmbeddingCache, progress: Progress): Promise<void> {
  const first = new Map<string, RetrievedPassage>();
  for (const question of questions) {
    const { passages } = await retrieve(viewer, { ...question, limit: comparedBySentence });
    for (const passage of passages) first.set(passage.passageId, passage);
  }
  const all = [...first.values()];
  let count = 0;
  for (let from = 0; from < all.length; from += batchSize) {
    const spans = all.slice(from, from + batchSize).flatMap(({ passageId, text, start }) =>
      sentencesOf(text, start).map((span) => ({ passageId, ...span, text: text.slice(span.start - start, span.end - start) })),
    );
    const vectors = await cache.embed(spans.map((span) => span.text));
    const sentences = new Map<string, NewSentence[]>();
    for (const [i, { passageId, start, end }] of spans.entries()) {
      const list = sentences.get(passageId) ?? [];
      sentences.set(passageId, [...list, { start, end, embedding: vectors[i] ?? new Float32Array() }]);
    }
    await db().$transaction((tx) => storeSentences(tx, sentences), { timeout: 60_000 });
    count += spans.length;
  }
  progress(`${count} sentences of ${all.length} passages stored`);
}

/** The evaluation as a table for a terminal. */
export function evaluationTable(evaluation: Evaluation): string {
  const cell = ({ value, low, high }: Interval) => `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  const width = Math.max(...Object.keys(evaluation).map((name) => name.length));
  const lines = Object.entries(evaluation).map(([row, measured]) => [row.padEnd(width), ...measureNames.map((name) => cell(measured[name]))].join('  '));
  return [[''.padEnd(width), ...measureNames.map((name) => name.padEnd(20))].join('  '), ...lines].join('\n');
}
