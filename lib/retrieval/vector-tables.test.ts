import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInSpace, type EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import { db, pool } from '@/lib/db/client';
import { openEmbeddedDatabase } from '@/lib/db/embedded-database';
import { migrate } from '@/lib/db/migrate';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { movePassages, removePassages, storePassageVectors, storeSentences } from './passage-store';
import { reachOf } from './reach';
import { cosinesOf, readSentences } from './read-passages';
import { addTestDocument, testVector } from './test-passages';
import { createVectorTables, dropVectorTables } from './vector-tables';
import { vectorSearch } from './vector-search';

let team: TestTeam;
let narrow: EmbeddingSpace;
setUpTestDatabase();
beforeAll(async () => {
  narrow = await db().$transaction(async (tx) => {
    const space = await tx.embeddingSpace.create({ data: { provider: 'openai-compatible', model: 'narrow', dimensions: 3, slope: 0.5, offset: 0.1 } 
});
    await createVectorTables(tx, space);
    return space;
  });
});
beforeEach(async () => {
  team = await createTestTeam();
});

const vector = (...numbers: number[]) => Float32Array.from(numbers);
const found = async (question: Float32Array, space = narrow, scope?: { collectionIds: string[]; documentIds: string[] }) =>
  (await vectorSearch(await reachOf(team.viewer, scope), { space, vector: question }, 10, 0)).map((hit) => hit.passageId);

describe('a space', () => {
  it('is searched by its own vectors alone, with cosines on the common scale', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [{ text: 'one', embedding: testVector(0) }, { text: 'two', embedding: testVector(1) }]);
    const [first = '', second = ''] = passageIds;
    expect(await found(vector(1, 0, 0))).toEqual([]);
    await storePassageVectors(db(), narrow, new Map([[first, vector(0, 1, 0)], [second, vector(1, 0, 0)]]));
    expect(await found(vector(1, 0, 0))).toEqual([second, first]);
    expect(await found(testVector(0), builtInSpace)).toEqual([first, second]);
    const question = { space: narrow, vector: vector(0.6, 0.8, 0) };
    expect((await cosinesOf(team.id, [first, second], question)).get(first)).toBeCloseTo(0.5 * 0.8 + 0.1, 5);
    await storeSentences(db(), new Map([[first, [{ start: 0, end: 3, embedding: vector(0, 0, 1) }]]]), narrow);
    expect((await readSentences(team.id, [first], question)).get(first)?.[0]?.similarity).toBeCloseTo(0.1, 5);
    expect((await readSentences(team.id, [first], { space: builtInSpace, vector: testVector(0) })).size).toBe(0);
  });

  it('K3: holds no vector of another length', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [{ text: 'one', embedding: testVector(0) }]);
    const [id = ''] = passageIds;
    await expect(storePassageVectors(db(), narrow, new Map([[id, testVector(0)]]))).rejects.toThrow(/dimensions/);
    await expect(storeSentences(db(), new Map([[id, [{ start: 0, end: 1, embedding: vector(1) }]]]), narrow)).rejects.toThrow(/dimensions/);
    await storePassageVectors(db(), narrow, new Map([[id, vector(1, 0, 0)]]));
    await expect(found(testVector(0))).rejects.toThrow(/dimensions/);
  });

  it('follows moves and removals, and takes no vector of a passage that is gone', async () => {
    const { documentId, passageIds } = await addTestDocument(team, 'a', [{ text: 'one', embedding: testVector(0) }]);
    const [id = ''] = passageIds;
    await storePassageVectors(db(), narrow, new Map([[id, vector(1, 0, 0)]]));
    const target = await db().collection.create({ data: { teamId: team.id, name: 'Target' } });
    await movePassages(db(), [documentId], target.id);
    for (const space of [builtInSpace, narrow]) {
      const question = space === narrow ? vector(1, 0, 0) : testVector(0);
      expect(await found(question, space, { collectionIds: [target.id], documentIds: [] })).toEqual([id]);
      expect(await found(question, space, { collectionIds: [team.collectionId], documentIds: [] })).toEqual([]);
    }
    await removePassages(db(), documentId);
    await storePassageVectors(db(), narrow, new Map([[id, vector(1, 0, 0)]]));
    expect(await found(vector(1, 0, 0))).toEqual([]);
    expect(await found(testVector(0), builtInSpace)).toEqual([]);
  });

  it('disappears with everything in it', async () => {
    const space = await db().$transaction(async (tx) => {
      const made = await tx.embeddingSpace.create({ data: { provider: 'openai-compatible', model: 'gone', dimensions: 5 } });
      await createVectorTables(tx, made);
      return made;
    });
    await db().$transaction(async (tx) => {
      await dropVectorTables(tx, space);
      await tx.embeddingSpace.delete({ where: { id: space.id } });
    });
    expect((await pool().query(`SELECT 1 FROM pg_class WHERE relname LIKE '%vector_${space.id}%'`)).rowCount).toBe(0);
  });
});

describe('a database of an earlier release', () => {
  it('keeps its vectors, of passages and of sentences', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-earlier-'));
    const migrations = path.join(folder, 'migrations');
    const database = await openEmbeddedDatabase(path.join(folder, 'data'));
    try {
      for (const name of (await readdir('prisma/migrations')).filter((each) => each < '2026112520')) {
        await cp(path.join('prisma/migrations', name), path.join(migrations, name), { recursive: true });
      }
      await migrate(database.url, migrations);
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query(`INSERT INTO team (id, name) VALUES ('t', 'Team')`);
      await client.query(
        `INSERT INTO passage (id, team_id, collection_id, document_id, version_id, ordinal, start, "end", text, context, tokens, embedding)
         SELECT 'p' || n, 't', 'c', 'd', 'v', n, 0, 1, 'x', '', 1, array_fill(n::real, ARRAY[384])::vector FROM generate_series(1, 3) n`,
      );
      await client.query(`INSERT INTO sentence (passage_id, start, "end", embedding) SELECT id, 0, 1, embedding FROM passage`);
      await migrate(database.url);
      const kept = await client.query(
        `SELECT v.passage_id, v.team_id, v.collection_id, v.document_id, v.embedding <-> s.embedding AS apart, (v.embedding::real[])[1] AS first
         FROM passage_vector_1 v JOIN sentence_vector_1 s USING (passage_id) ORDER BY 1`,
      );
      expect(kept.rows).toEqual([1, 2, 3].map((n) => ({ passage_id: `p${n}`, team_id: 't', collection_id: 'c', document_id: 'd', apart: 0, first: n })));
      const settings = await client.query('SELECT team_id, role, space_id, provider FROM embedding_setting');
      expect(settings.rows).toEqual([{ team_id: 't', role: 'serving', space_id: 1, provider: 'built-in' }]);
      await client.query(`DELETE FROM passage WHERE id = 'p2'`);
      expect((await client.query('SELECT passage_id FROM passage_vector_1 UNION SELECT passage_id FROM sentence_vector_1 ORDER BY 1')).rows).toEqual([
        { passage_id: 'p1' },
        { passage_id: 'p3' },
      ]);
      await client.end();
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
