import { randomUUID } from 'node:crypto';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { settlePassages, storeSentences } from '@/lib/retrieval/passage-store';
import { retrieve } from '@/lib/retrieval/retrieve';
import { vectorIndex } from '@/lib/retrieval/vector-tables';
import type { BenchPassage } from './bench-material';
import { percentile } from './measures';
import { memoryOf, type ProcessMemory } from './process-memory';
import { createScratchTeam, type ScratchPortal } from './scratch-portal';
import { storeEntries } from './store-entries';

export type RetrievalFigures = {
  /** Passages of all teams together, and of the one that asks. */
  passages: number;
  teamPassages: number;
  team: 'largest' | 'smallest';
  questions: number;
  /** Milliseconds of retrieve(), and of its parts, which overlap. */
  p50: number;
  p95: number;
  partsP95: { embed: number; keyword: number; vector: number; fuse: number };
  database?: ProcessMemory;
};

const passagesPerDocument = 25;

type BenchTeam = { viewer: Viewer; collectionId: string; passages: number; share: number };

/**
 * How long a search takes with so many passages in so many teams, the n-th of which has 1 ÷ n^1.5 of the first one's.
 * Measured for the largest and the smallest team, each question once.
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
    await withoutVectorIndex(async () => {
      for (const team of teams) await fill(team, Math.max(5, Math.round((size * team.share) / whole)), source);
    });
    for (const team of teams) await settlePassages(team.viewer.teamId);
    await pool().query('ANALYZE');
    options.progress(`${size} passages stored`);
    const ends: [RetrievalFigures['team'], BenchTeam | undefined][] = [['largest', teams[0]], ['smallest', teams.at(-1)]];
    for (const [index, [name, team]] of ends.entries()) {
      if (!team) continue;
      // White space makes the question new to the cache of vectors and the same to everything else.
      const questions = options.questions.map((question) => `${question}${' '.repeat(2 * round + index)}`);
      const measured = await measureTeam(team.viewer, questions);
      const database = await memoryOf(portal.databasePid, 'database');
      figures.push({ passages: size, teamPassages: team.passages, team: name, questions: questions.length, ...measured, database });
      options.progress(`${questions.length} questions by the ${name} team`);
    }
  }
  return figures;
}

async function measureTeam(viewer: Viewer, questions: string[]): Promise<Pick<RetrievalFigures, 'p50' | 'p95' | 'partsP95'>> {
  for (const question of questions.slice(0, 5)) await retrieve(viewer, { question: `First: ${question}` });
  const totals: number[] = [];
  const parts: Awaited<ReturnType<typeof retrieve>>['timings'][] = [];
  for (const question of questions) {
    const start = performance.now();
    const { timings } = await retrieve(viewer, { question });
    totals.push(performance.now() - start);
    parts.push(timings);
  }
  const part = (name: keyof RetrievalFigures['partsP95']) => percentile(parts.map((timings) => timings[name]), 0.95);
  return {
    p50: percentile(totals, 0.5),
    p95: percentile(totals, 0.95),
    partsP95: { embed: part('embed'), keyword: part('keyword'), vector: part('vector'), fuse: part('fuse') },
  };
}

async function fill(team: BenchTeam, target: number, source: AsyncGenerator<BenchPassage, never>): Promise<void> {
  while (team.passages < target) {
    const passages: BenchPassage[] = [];
    const count = Math.min(passagesPerDocument, target - team.passages);
    while (passages.length < count) passages.push({ ...(await source.next()).value, ordinal: passages.length });
    const documentId = randomUUID();
    await storeEntries(team, [{ documentId, name: `document ${team.passages}`, passages }]);
    const stored = await pool().query<{ id: string; ordinal: number }>('SELECT id, ordinal FROM passage WHERE document_id = $1', [documentId]);
    const sentences = new Map(
      stored.rows.map((row) => {
        const { start = 0, end = 0, sentences: vectors = [] } = passages[row.ordinal] ?? {};
        return [row.id, vectors.map((embedding, i) => ({ start: start + i, end, embedding }))];
      }),
    );
    await storeSentences(db(), sentences);
    team.passages += count;
  }
}

/** Building the vector index once at the end takes a fraction of the time, and gives the same index. */
async function withoutVectorIndex(work: () => Promise<void>): Promise<void> {
  const index = vectorIndex(builtInSpace);
  const found = await pool().query<{ indexdef: string }>('SELECT indexdef FROM pg_indexes WHERE indexname = $1', [index]);
  await pool().query(`DROP INDEX ${index}`);
  await work();
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL maintenance_work_mem = '512MB'`);
    await client.query(found.rows[0]?.indexdef ?? '');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
