import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeEmbeddings, startFakeEmbeddings } from '@/lib/ai/embedding/fake-embedding-server';
import { keyMask } from '@/lib/ai/shown-model-setting';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { purgeDocument } from '@/lib/documents/purge-document';
import { uploadText } from '@/lib/documents/test-upload';
import { ingest } from '@/lib/ingest/ingest';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { retrieve } from '@/lib/retrieval/retrieve';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { cancelChange } from './cancel-change';
import { carryOutNext } from './carry-out-changes';
import { changeEmbeddingModel } from './change-embedding-model';
import { embeddingModelInput } from './embedding-model-input';
import { readEmbeddingModel } from './read-embedding-model';
import { removeUnusedVectors } from './remove-unused-vectors';
import { ownModel, servedPassages } from './test-embedding';
import { tryEmbeddingModel } from './try-embedding-model';

let server: FakeEmbeddings;
let team: TestTeam;
setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  server = await startFakeEmbeddings({ dimensions: 96 
});
});
beforeEach(async () => {
  team = await createTestTeam();
  server.requests.length = 0;
  server.script({});
  server.replaceModel(1);
});
afterAll(async () => {
  await server.close();
  await stopJobs();
});

const handbook = (about: string) =>
  [`${about} is granted for thirty days a year.`, `Invoices for ${about} are paid within two weeks.`, `Whoever loses a laptop during ${about} tells the service desk.`]
    .map((text) => `${text} ${'Further rules are found in the annex of this paper. '.repeat(6)}`)
    .join('\n\n');

async function addDocument(name: string, text = handbook(name)): Promise<string> {
  const id = await uploadText(team.editor, `${name}.txt`, text);
  await ingest(id);
  await writeSentences(id);
  expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'ready' });
  return id;
}

const nearest = async (question: string) => (await retrieve(team.viewer, { question, mode: 'vector', limit: 3 })).passages.map((passage) => passage.documentId);

describe('the setting', () => {
  it('is the built-in model until an admin of the team chooses another', async () => {
    expect(await readEmbeddingModel(team.admin)).toEqual({
      provider: 'built-in', baseUrl: '', model: '', apiKey: '', serving: { model: 'all-MiniLM-L6-v2', dimensions: 384 }, passages: 0,
    });
    for (const other of [team.viewer, team.editor]) {
      await expect(readEmbeddingModel(other)).rejects.toMatchObject({ code: 'forbidden:role' });
      await expect(tryEmbeddingModel(other, ownModel(server))).rejects.toMatchObject({ code: 'forbidden:role' });
      await expect(changeEmbeddingModel(other, ownModel(server))).rejects.toMatchObject({ code: 'forbidden:role' });
      await expect(cancelChange(other)).rejects.toMatchObject({ code: 'forbidden:role' });
    }
    const stranger = await createTestTeam('Other');
    await changeEmbeddingModel(stranger.admin, ownModel(server));
    expect(await readEmbeddingModel(team.admin)).toMatchObject({ provider: 'built-in' });
    expect(await readEmbeddingModel(stranger.admin)).toMatchObject({ provider: 'openai-compatible', serving: { dimensions: 96 } });
  });

  it('H2: keeps its key encrypted, shows dots, and sends a kept key nowhere else', async () => {
    const own = ownModel(server);
    await changeEmbeddingModel(team.admin, own);
    const shown = await readEmbeddingModel(team.admin);
    expect(shown).toMatchObject({ provider: 'openai-compatible', baseUrl: server.url, model: own.model, apiKey: keyMask });
    server.requests.length = 0;
    expect(await tryEmbeddingModel(team.admin, embeddingModelInput.parse(shown))).toMatchObject({ ok: true });
    expect(server.requests[0]?.authorization).toBe('Bearer sk-canary-1234');
    const elsewhere = ownModel({ url: 'http://127.0.0.1:9/v1' }, { apiKey: keyMask });
    await expect(tryEmbeddingModel(team.admin, elsewhere)).rejects.toMatchObject({ code: 'bad_request:key' });
    await expect(changeEmbeddingModel(team.admin, elsewhere)).rejects.toMatchObject({ code: 'bad_request:key' });
    const everything = JSON.stringify([await db().embeddingSetting.findMany(), await db().auditEvent.findMany(), shown]);
    expect(everything).not.toContain('sk-canary-1234');
  });

  it.each([
    [{ status: 401 }, 'refused the key (401)'],
    [{ raw: '<html>It works</html>' }, 'not in the form of an embedding model'],
    [{ dimensions: 3_072 }, '3,072 numbers'],
  ])('Test says in a sentence what is wrong, and a change to it is refused: %j', async (scripted, sentence) => {
    server.script(scripted);
    const trial = await tryEmbeddingModel(team.admin, ownModel(server));
    expect(trial).toEqual({ ok: false, message: expect.stringContaining(sentence) });
    await expect(changeEmbeddingModel(team.admin, ownModel(server))).rejects.toThrow(sentence);
    expect(await readEmbeddingModel(team.admin)).toMatchObject({ provider: 'built-in' });
  });

  it('refuses what cannot work, with a sentence', async () => {
    for (const input of [{ provider: 'anthropic' }, { provider: 'openai-compatible', baseUrl: 'file:///etc/passwd' }, { provider: 5 }, {}]) {
      expect(embeddingModelInput.safeParse(input).success).toBe(false);
    }
    for (const more of [{ baseUrl: '' }, { model: '' }]) {
      await expect(changeEmbeddingModel(team.admin, ownModel(server, more))).rejects.toMatchObject({ code: 'bad_request:embedding' });
    }
    await expect(changeEmbeddingModel(team.admin, embeddingModelInput.parse({ provider: 'environment' }))).rejects.toMatchObject({ code: 'bad_request:embedding' });
    await expect(cancelChange(team.admin)).rejects.toMatchObject({ code: 'not_found:change' });
  });
});

describe('a change', () => {
  it('is estimated before it begins, and begins only when that is confirmed', async () => {
    await addDocument('Leave');
    const { passages } = await servedPassages(team.id);
    const trial = await tryEmbeddingModel(team.admin, ownModel(server));
    expect(trial).toMatchObject({ ok: true, message: expect.stringContaining('96 numbers'), estimate: { passages } });
    expect(trial.estimate?.sentences).toBeGreaterThan(passages);
    expect(trial.estimate?.tokens).toBeGreaterThan(300);
    expect(trial.estimate?.seconds).toBeGreaterThan(0);
    expect(trial.estimate?.dollars).toBeUndefined();
    await expect(changeEmbeddingModel(team.admin, ownModel(server, { confirmed: undefined }))).rejects.toMatchObject({ code: 'conflict:embedding' });
    expect(await db().embeddingSetting.count({ where: { teamId: team.id, role: 'building' } })).toBe(0);
    expect(await tryEmbeddingModel(team.admin, embeddingModelInput.parse({ provider: 'built-in' }))).not.toHaveProperty('estimate');
  });

  it('K3: fills the new space while the old one serves, then switches at once, sentences and all', async () => {
    const leave = await addDocument('Leave');
    await addDocument('Parental time');
    await changeEmbeddingModel(team.admin, ownModel(server));
    const before = await servedPassages(team.id);
    const seen: string[][] = [];
    await carryOutNext({
      onBatch: async () => {
        seen.push(await nearest('How many days of leave?'));
        expect(await servedPassages(team.id)).toEqual(before);
        const { change } = await readEmbeddingModel(team.admin);
        expect(change).toMatchObject({ total: before.passages });
      },
    });
    expect(seen.length).toBeGreaterThan(0);
    for (const found of seen) expect(found[0]).toBe(leave);
    const after = await servedPassages(team.id);
    expect(after.space).not.toBe(before.space);
    expect(after).toMatchObject({ passages: before.passages, vectors: before.passages, sharp: before.passages });
    const result = await retrieve(team.viewer, { question: 'How many days of leave?' });
    expect(result.notices).toEqual([]);
    expect(result.passages[0]?.documentId).toBe(leave);
    expect(result.passages[0]?.sentences.length).toBeGreaterThan(0);
    expect((await readEmbeddingModel(team.admin)).change).toBeUndefined();
    const actions = (await db().auditEvent.findMany({ where: { teamId: team.id }, orderBy: { createdAt: 'asc' } })).map((event) => event.action);
    expect(actions.filter((action) => action.startsWith('embedding'))).toEqual(['embedding.change', 'embedding.switch']);
    const spent = await db().usageEntry.findMany({ where: { teamId: team.id, step: 'embed' } });
    expect(spent.reduce((sum, entry) => sum + (entry.inputTokens ?? 0), 0)).toBeGreaterThan(500);
  });

  it('K3: takes in what arrives meanwhile, and what is removed meanwhile does not come back', async () => {
    const [gone, kept] = [await addDocument('Gone'), await addDocument('Kept')];
    await changeEmbeddingModel(team.admin, ownModel(server));
    let late: string | undefined;
    await carryOutNext({
      onBatch: async () => {
        if (late) return;
        late = await addDocument('Late');
        await deleteDocuments(team.editor, [gone]);
        await pool().query(`UPDATE document SET deleted_at = deleted_at - interval '1 minute' WHERE id = $1`, [gone]);
        await purgeDocument(gone);
      },
    });
    const served = await servedPassages(team.id);
    expect(served.space).not.toBe(1);
    expect(served).toMatchObject({ vectors: served.passages, sharp: served.passages });
    const stored = await pool().query<{ id: string }>(`SELECT DISTINCT document_id AS id FROM passage_vector_${served.space} WHERE team_id = $1`, [team.id]);
    expect(new Set(stored.rows.map((row) => row.id))).toEqual(new Set([kept, late]));
    expect(await nearest('Gone is granted')).not.toContain(gone);
  });

  it('K3: a document that is being read while the switch happens is read again with the new model', async () => {
    await addDocument('Leave');
    await changeEmbeddingModel(team.admin, ownModel(server));
    const id = await uploadText(team.editor, 'Meanwhile.txt', handbook('Meanwhile'));
    await ingest(id, { onStage: async (stage) => void (stage === 'write' && (await carryOutNext())) });
    expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'waiting', tries: 0 });
    await ingest(id);
    const served = await servedPassages(team.id);
    expect(served.space).not.toBe(1);
    expect(served.vectors).toBe(served.passages);
    expect(await nearest('Meanwhile is granted for thirty days')).toContain(id);
  });

  it('K3: stopped or failed in the middle, goes on with what is missing', async () => {
    await addDocument('Leave');
    await addDocument('Travel');
    await changeEmbeddingModel(team.admin, ownModel(server));
    const all = (await servedPassages(team.id)).passages;
    const before = await nearest('How many days of leave?');

    server.script({}, { status: 429, headers: { 'retry-after': '40' } });
    expect(await carryOutNext()).toBe(true);
    const waiting = (await readEmbeddingModel(team.admin)).change;
    expect(waiting).toMatchObject({ problem: expect.stringContaining('too many requests') });
    expect(Date.parse(waiting?.retryAt ?? '')).toBeGreaterThan(Date.now() + 20_000);
    expect(await carryOutNext()).toBe(false);
    expect(await nearest('How many days of leave?')).toEqual(before);

    // The same model with another key: whoever asked too often with the old one may go on.
    const building = await db().embeddingSetting.findFirstOrThrow({ where: { teamId: team.id, role: 'building' }, include: { space: true } });
    server.script({});
    await changeEmbeddingModel(team.admin, ownModel(server, { model: building.space.model, apiKey: 'sk-canary-5678' }));
    const made = (await pool().query(`SELECT 1 FROM passage_vector_${building.spaceId} WHERE team_id = $1`, [team.id])).rowCount ?? 0;
    expect(made).toBeGreaterThan(0);
    const stopping = new AbortController();
    await carryOutNext({ signal: stopping.signal, onBatch: () => stopping.abort() });
    server.requests.length = 0;
    expect(await carryOutNext()).toBe(true);
    expect(await servedPassages(team.id)).toEqual({ space: building.spaceId, passages: all, vectors: all, sharp: all });
    // All passages had their vectors by then: only sentences were left to be asked for.
    const asked = server.requests.flatMap((request) => request.texts);
    expect(asked.length).toBeGreaterThan(0);
    expect(Math.max(...asked.map((text) => text.length))).toBeLessThan(200);
  });

  it('can be cancelled while it goes on, and begun again', async () => {
    await addDocument('Leave');
    const input = ownModel(server);
    await changeEmbeddingModel(team.admin, input);
    await carryOutNext({ onBatch: () => cancelChange(team.admin) });
    expect((await readEmbeddingModel(team.admin)).change).toBeUndefined();
    expect((await servedPassages(team.id)).space).toBe(1);
    expect(await carryOutNext()).toBe(false);
    await changeEmbeddingModel(team.admin, input);
    await carryOutNext();
    expect((await servedPassages(team.id)).space).not.toBe(1);
  });

  it('is taken over from a run that died, and a run that was overtaken stops', async () => {
    await addDocument('Leave');
    await changeEmbeddingModel(team.admin, ownModel(server));
    let second: boolean | undefined;
    await carryOutNext({
      onBatch: async () => {
        if (second !== undefined) return;
        expect(await carryOutNext()).toBe(false);
        await pool().query(`UPDATE embedding_setting SET updated_at = updated_at - interval '2 minutes' WHERE team_id = $1`, [team.id]);
        second = false;
        second = await carryOutNext();
      },
    });
    expect(second).toBe(true);
    const served = await servedPassages(team.id);
    expect(served.space).not.toBe(1);
    expect(served).toMatchObject({ vectors: served.passages, sharp: served.passages });
  });

  it('removes the vectors that nobody uses any more, and only those', async () => {
    const stranger = team;
    await addDocument('Stranger');
    team = await createTestTeam('Mover');
    await addDocument('Leave');
    const input = ownModel(server);
    await changeEmbeddingModel(team.admin, input);
    await carryOutNext();
    const rows = async (space: number, teamId: string) => (await pool().query(`SELECT 1 FROM passage_vector_${space} WHERE team_id = $1`, [teamId])).rowCount;
    await removeUnusedVectors();
    expect(await rows(1, team.id)).toBeGreaterThan(0);
    await pool().query(`UPDATE embedding_setting SET updated_at = updated_at - interval '2 minutes' WHERE role = 'retired'`);
    await removeUnusedVectors();
    expect(await rows(1, team.id)).toBe(0);
    expect(await rows(1, stranger.id)).toBeGreaterThan(0);
    const { space } = await servedPassages(team.id);

    await changeEmbeddingModel(team.admin, embeddingModelInput.parse({ provider: 'built-in', confirmed: true }));
    await carryOutNext();
    await pool().query(`UPDATE embedding_setting SET updated_at = updated_at - interval '2 minutes' WHERE role = 'retired'`);
    await removeUnusedVectors();
    expect((await pool().query('SELECT to_regclass($1) AS name', [`passage_vector_${space}`])).rows[0]?.name).toBeNull();
    expect(await db().embeddingSpace.count({ where: { id: space } })).toBe(0);
    expect(await servedPassages(team.id)).toMatchObject({ space: 1, vectors: await rows(1, team.id) });
  });

  it('K3: tells another model under the same name from the same one at another address', async () => {
    await addDocument('Leave');
    const input = ownModel(server);
    await changeEmbeddingModel(team.admin, input);
    await carryOutNext();
    const { space } = await servedPassages(team.id);
    const elsewhere = await startFakeEmbeddings({ dimensions: 96 });
    try {
      const moved = { ...input, baseUrl: elsewhere.url };
      expect(await tryEmbeddingModel(team.admin, moved)).not.toHaveProperty('estimate');
      await changeEmbeddingModel(team.admin, { ...moved, confirmed: undefined });
      expect(await servedPassages(team.id)).toMatchObject({ space });
      expect((await readEmbeddingModel(team.admin)).baseUrl).toBe(elsewhere.url);
      elsewhere.replaceModel(2);
      expect((await tryEmbeddingModel(team.admin, moved)).estimate?.passages).toBeGreaterThan(0);
    } finally {
      await elsewhere.close();
    }
  });
});

describe('a model that does not answer', () => {
  const down = [
    ['is gone', { half: 'cut' }],
    ['says 429', { status: 429, headers: { 'retry-after': '30' } }],
    ['says 401', { status: 401 }],
    ['says 500', { status: 500 }],
    ['sends no protocol', { raw: 'OK' }],
    ['gives vectors of another dimension', { dimensions: 97 }],
    ['says nothing', { silent: true }],
  ] as const;

  it.each(down)('K3: one that %s: search answers by words, with the notice', async (_, scripted) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await changeEmbeddingModel(team.admin, ownModel(server));
    const id = await addDocument('Leave');
    server.script(scripted);
    const result = await retrieve(team.viewer, { question: 'Who pays invoices for leave?' });
    expect(result.notices).toEqual([{ code: 'unavailable:vector', message: 'Search by meaning is unavailable; only passages with the same words are shown.' }]);
    expect(result.passages[0]?.documentId).toBe(id);
    server.script({});
    vi.restoreAllMocks();
  });

  it.each(down.filter(([name]) => name !== 'says nothing'))('K3: one that %s: a document waits to be indexed, and no try is burnt', async (_, scripted) => {
    await changeEmbeddingModel(team.admin, ownModel(server));
    const id = await uploadText(team.editor, 'Waits.txt', handbook('Waiting'));
    await pool().query(`DELETE FROM jobs.job WHERE name = 'ingest'`);
    server.script(scripted);
    for (let i = 0; i < 4; i++) await ingest(id);
    expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'waiting', stage: 'index', tries: 0, failureCode: null });
    const later = await pool().query<{ seconds: number }>(`SELECT extract(epoch FROM start_after - now())::float8 AS seconds FROM jobs.job WHERE name = 'ingest' AND singleton_key = $1`, [id]);
    expect(later.rows).toHaveLength(1);
    expect(later.rows[0]?.seconds).toBeGreaterThan(5);
    // Other words for the same server, so that the rest after failures does not count.
    server.script({});
    const { model } = await readEmbeddingModel(team.admin);
    await changeEmbeddingModel(team.admin, ownModel(server, { model, apiKey: 'sk-canary-5678' }));
    await ingest(id);
    expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'ready' });
  });

  it('asks a model once for a repeated question, and each model anew', async () => {
    await changeEmbeddingModel(team.admin, ownModel(server));
    await addDocument('Leave');
    server.requests.length = 0;
    const question = 'Which question was never asked before?';
    for (let i = 0; i < 3; i++) await nearest(question);
    expect(server.requests.map((request) => request.texts)).toEqual([[question]]);
    await changeEmbeddingModel(team.admin, ownModel(server));
    await carryOutNext();
    server.requests.length = 0;
    await nearest(question);
    expect(server.requests.map((request) => request.texts)).toEqual([[question]]);
    await vi.waitFor(async () => expect(await db().usageEntry.count({ where: { teamId: team.id, userId: team.viewer.userId } })).toBe(2));
  });
});
