import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { embedQuestion } from '@/lib/ai/embedding/embed-question';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import type { Viewer } from '@/lib/auth/viewer';
import { backgroundEnvironment } from '@/lib/db/background-work';
import { pool } from '@/lib/db/client';
import { passagesAtOnce } from '@/lib/ingest/write-version';
import { passagesInReach, reachOf } from '@/lib/retrieval/reach';
import type { Timings } from '@/lib/retrieval/retrieval-types';
import { retrieve } from '@/lib/retrieval/retrieve';
import { vectorSearch } from '@/lib/retrieval/vector-search';
import { vectorIndex } from '@/lib/retrieval/vector-tables';
import type { BenchPassage } from './bench-material';
import { percentile } from './measures';
import { memoryOf, type ProcessMemory } from './process-memory';
import { createScratchTeam, type ScratchPortal, settleScratchTeam } from './scratch-portal';
import { type BenchWriting, storeBenchDocument } from './store-bench-document';

export type RetrievalFigures = {
  /** Passages of all teams together, and of the one that asks. */
  passages: number;
  teamPassages: number;
  team: 'largest' | 'fifth' | 'smallest';
  questions: number;
  /** Milliseconds of retrieve() without the embedding of the question, and of its parts, which overlap. */
  p50: number;
  p95: number;
  partsP95: Timings;
  /** The same p95 while documents are added to another team. */
  writingP95: number;
  /** Share of the 10 nearest passages that the vector search finds (check B6). */
  recall: number;
  database?: ProcessMemory;
};

const passagesPerDocument = 25;

type BenchTeam = { viewer: Viewer; collectionId: string; passages: number; share: number };

/**
 * How long a search takes with so many passages in so many teams, the n-th of which has 1 ÷ n^1.5 of the first one's.
 * Measured for the largest and the smallest team and one between, each question once.
 */
export async function benchRetrieval(
  portal: ScratchPortal,
  source: AsyncGenerator<BenchPassage, never>,
  options: { sizes: number[]; teams: number; questions: string[]; progress(message: string): void },
): Promise<RetrievalFigures[]> {
  const teams: BenchTeam[] = [];
  for (let n = 1; n <= options.teams; n++) {
    teams.push({ ...(await createScratchTeam(`team-${n}`)), passages: 0, share: n ** -1.5 });
  }
  const whole = teams.reduce((sum, team) => sum + team.share, 0);
  const figures: RetrievalFigures[] = [];
  for (const [round, size] of options.sizes.entries()) {
    await withoutSlowIndexes(async () => {
      for (const team of teams) await fill(team, Math.max(5, Math.round((size * team.share) / whole)), source);
    });
    for (const team of teams) await settleScratchTeam(team.viewer.teamId);
    options.progress(`${size} passages stored`);
    const measuredTeams: [RetrievalFigures['team'], BenchTeam | undefined][] = [['largest', teams[0]], ['fifth', teams[4]], ['smallest', teams.at(-1)]];
    for (const [index, [name, team]] of measuredTeams.entries()) {
      if (!team) continue;
      // White space makes the question new to the cache of vectors and the same to everything else.
      const questions = options.questions.map((question) => `${question}${' '.repeat(measuredTeams.length * round + index)}`);
      const measured = await measureTeam(team.viewer, questions);
      const other = teams.find((candidate) => candidate !== team) ?? team;
      const writingP95 = await whileAdding(other, source, () => measureTeam(team.viewer, questions.map((question) => `${question}\t`)));
      const database = await memoryOf(portal.databasePid, 'database');
      figures.push({ passages: size, teamPassages: team.passages, team: name, questions: questions.length, ...measured, writingP95: writingP95.p95, recall: await recallOf(team.viewer, questions), database });
      options.progress(`${questions.length} questions by the ${name} team`);
    }
  }
  return figures;
}

async function measureTeam(viewer: Viewer, questions: string[]): Promise<Pick<RetrievalFigures, 'p50' | 'p95' | 'partsP95'>> {
  for (const question of questions.slice(0, 5)) await retrieve(viewer, { question: `First: ${question}` });
  const totals: number[] = [];
  const parts: Timings[] = [];
  for (const question of questions) {
    const start = performance.now();
    const { timings } = await retrieve(viewer, { question });
    totals.push(performance.now() - start - timings.embed);
    parts.push(timings);
  }
  const part = (name: keyof Timings) => percentile(parts.map((timings) => timings[name]), 0.95);
  return {
    p50: percentile(totals, 0.5),
    p95: percentile(totals, 0.95),
    partsP95: { embed: part('embed'), keyword: part('keyword'), vector: part('vector'), exact: part('exact'), fuse: part('fuse') },
  };
}

/** How much of the 10 nearest passages, found by comparing all, the search that people get finds. */
async function recallOf(viewer: Viewer, questions: string[]): Promise<number> {
  const reach = await reachOf(viewer);
  const passages = await passagesInReach(reach);
  const shares: number[] = [];
  for (const text of questions) {
    const question = await embedQuestion(viewer, text);
    const near = await vectorSearch(reach, question, 10, 0);
    const found = new Set((await vectorSearch(reach, question, 10, passages)).map((hit) => hit.passageId));
    shares.push(near.filter((hit) => found.has(hit.passageId)).length / near.length);
  }
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Adds passages to a team, in pieces as the worker writes them, for as long as the work takes. */
async function whileAdding<T>(team: BenchTeam, source: AsyncGenerator<BenchPassage, never>, work: () => Promise<T>): Promise<T> {
  // As in a portal, it is another process that writes.
  const writer = fork(path.resolve('lib/evaluation/bench-writer.ts'), { execArgv: ['--import', 'tsx'], serialization: 'advanced', env: { ...process.env, ...backgroundEnvironment } });
  let isOver = false;
  const adding = (async () => {
    while (!isOver) {
      const passages = await passagesOf(source, passagesAtOnce);
      const stored = once(writer, 'message');
      writer.send({ team, passages } satisfies BenchWriting);
      await stored;
      team.passages += passages.length;
    }
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await adding;
    const ended = once(writer, 'exit');
    writer.disconnect();
    await ended;
  }
}

async function fill(team: BenchTeam, target: number, source: AsyncGenerator<BenchPassage, never>): Promise<void> {
  while (team.passages < target) {
    const passages = await passagesOf(source, Math.min(passagesPerDocument, target - team.passages));
    await storeBenchDocument({ team, passages });
    team.passages += passages.length;
  }
}

async function passagesOf(source: AsyncGenerator<BenchPassage, never>, count: number): Promise<BenchPassage[]> {
  const passages: BenchPassage[] = [];
  while (passages.length < count) passages.push({ ...(await source.next()).value, ordinal: passages.length });
  return passages;
}

/** Building the large indexes once at the end takes a fraction of the time, and gives the same indexes. */
async function withoutSlowIndexes(work: () => Promise<void>): Promise<void> {
  const names = [vectorIndex(builtInSpace), 'passage_shingles_idx'];
  const found = await pool().query<{ indexdef: string }>('SELECT indexdef FROM pg_indexes WHERE indexname = ANY($1)', [names]);
  for (const name of names) await pool().query(`DROP INDEX ${name}`);
  await work();
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL maintenance_work_mem = '512MB'`);
    for (const { indexdef } of found.rows) await client.query(indexdef);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
