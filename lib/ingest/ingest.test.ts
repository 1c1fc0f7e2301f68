import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { moveDocuments } from '@/lib/documents/move-documents';
import { uploadText } from '@/lib/documents/test-upload';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { claimDocument, reportProgress, Superseded } from './claim-document';
import { ingest } from './ingest';
import { recoverDocuments } from './recover-documents';
import { writeSentences } from './write-sentences';

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam();
});
afterAll(() => stopJobs());

const text = (title: string) =>
  `# ${title}\n\n${Array.from({ length: 40 }, (_, i) => `Rule ${i} of the ${title} says that travel in case ${i} is paid within ${i + 3} days after the report.`).join('\n\n')}\n`;
const upload = (name: string) => uploadText(team.editor, `${name}.md`, text(name));
const document = (id: string) => db().document.findUniqueOrThrow({ where: { id } });
const queued = async (name: string, id: string) => (await (await jobs()).findJobs(name, { key: id, queued: true })).length;

/** What must hold for a document that is ready: one set of passages, of its current version, in step with its count. */
async function expectReady(id: string) {
  const row = await document(id);
  expect(row).toMatchObject({ state: 'ready', progress: 1, stage: null, heartbeatAt: null, failureCode: null });
  const passages = await db().passage.findMany({ where: { documentId: id }, orderBy: { ordinal: 'asc' } });
  const version = await db().documentVersion.findUniqueOrThrow({ where: { id: row.currentVersionId ?? '' } });
  expect(passages.length).toBeGreaterThan(0);
  expect(passages).toHaveLength(row.passageCount);
  expect(passages.map((passage) => passage.ordinal)).toEqual(passages.map((_, i) => i));
  expect(new Set(passages.map((passage) => passage.versionId))).toEqual(new Set([version.id]));
  expect(new Set(passages.map((passage) => passage.collectionId))).toEqual(new Set([row.collectionId]));
  for (const passage of passages) expect(version.text?.slice(passage.start, passage.end)).toBe(passage.text);
  return passages;
}

type StoredSentence = Record<'start' | 'end' | 'passageStart' | 'passageEnd', number> & { passageId: string };

async function sentencesOf(documentId: string): Promise<StoredSentence[]> {
  const found = await pool().query<StoredSentence>(
    `SELECT p.id AS "passageId", s.start, s."end", p.start AS "passageStart", p."end" AS "passageEnd"
     FROM sentence_vector_1 s JOIN passage p ON p.id = s.passage_id WHERE p.document_id = $1 ORDER BY s.start`,
    [documentId],
  );
  return found.rows;
}

describe('ingest', () => {
  it('makes an uploaded text ready, with its text, its passages and their sentences', async () => {
    const id = await upload('Travel');
    expect(await document(id)).toMatchObject({ state: 'waiting', currentVersionId: null });
    expect(await queued('ingest', id)).toBe(1);
    await ingest(id);
    const passages = await expectReady(id);
    expect(await sentencesOf(id)).toEqual([]);
    expect(await queued('sharpen', id)).toBe(1);
    await writeSentences(id);
    const sentences = await sentencesOf(id);
    expect(new Set(sentences.map((s) => s.passageId)).size).toBe(passages.length);
    expect(sentences.every((s) => s.start >= s.passageStart && s.end <= s.passageEnd && s.start < s.end)).toBe(true);
    await writeSentences(id);
    expect(await sentencesOf(id)).toEqual(sentences);
  });

  it('J4: a job delivered twice at the same time leaves one set of passages', async () => {
    const id = await upload('Twice');
    await Promise.all([ingest(id), ingest(id)]);
    await expectReady(id);
    expect((await document(id)).attempt).toBe(1);
    await ingest(id);
    expect((await document(id)).attempt).toBe(1);
  });

  it('J4: an attempt that was taken for dead and finishes late is rejected', async () => {
    const id = await upload('Late');
    let second: Promise<void> | undefined;
    await ingest(id, {
      onStage: async (stage) => {
        if (stage !== 'write') return;
        await pool().query(`UPDATE document SET heartbeat_at = heartbeat_at - interval '1 hour' WHERE id = $1`, [id]);
        second = ingest(id);
        await second;
        await pool().query(`UPDATE passage SET heading = 'written by the second attempt' WHERE document_id = $1`, [id]);
      },
    });
    expect(second).toBeDefined();
    const passages = await expectReady(id);
    expect(passages.every((passage) => passage.heading === 'written by the second attempt')).toBe(true);
    expect((await document(id)).attempt).toBe(2);
  });

  it.each(['parse', 'chunk', 'embed', 'write'])('J5: a document deleted while it is at "%s" stays deleted', async (at) => {
    const id = await upload(`Deleted at ${at}`);
    await ingest(id, { onStage: async (stage) => void (stage === at && (await deleteDocuments(team.editor, [id]))) });
    expect(await db().passage.count({ where: { documentId: id } })).toBe(0);
    expect(await document(id)).toMatchObject({ currentVersionId: null, deletedAt: expect.any(Date) });
  });

  it('J5: a new version that arrives while the old one is read wins, and the old one is not written', async () => {
    const id = await upload('Replaced');
    await ingest(id, {
      onStage: async (stage) => {
        if (stage === 'write') await uploadText(team.editor, 'Replaced.md', text('Replaced by this'), { onDuplicate: 'replace' });
      },
    });
    expect(await document(id)).toMatchObject({ state: 'waiting', currentVersionId: null });
    await ingest(id);
    const passages = await expectReady(id);
    expect(passages.some((passage) => passage.text.includes('Replaced by this'))).toBe(true);
    expect(await db().documentVersion.count({ where: { documentId: id } })).toBe(2);
  });

  it('J5: a document moved while it is read ends in its new collection', async () => {
    const id = await upload('Moved');
    const target = await db().collection.create({ data: { teamId: team.id, name: 'Target' } });
    await ingest(id, { onStage: async (stage) => void (stage === 'write' && (await moveDocuments(team.editor, [id], target.id))) });
    await expectReady(id);
    expect((await document(id)).collectionId).toBe(target.id);
  });

  it('ends in failed with the reason when the file cannot be read', async () => {
    const id = await uploadText(team.editor, 'Broken.pdf', '%PDF-1.7\nthis is not a document');
    await ingest(id);
    const row = await document(id);
    expect(row).toMatchObject({ state: 'failed', failureCode: expect.stringMatching(/^unsupported:/) });
    expect(row.failureMessage).toMatch(/\w+ .*\.$/);
  });

  it('J5: an error of ours is tried three times, later and later, and then said', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const id = await upload('Poison');
    const onStage = () => Promise.reject(new Error('the disk hiccuped'));
    await ingest(id, { onStage });
    expect(await document(id)).toMatchObject({ state: 'waiting', tries: 1 });
    await ingest(id, { onStage });
    await ingest(id, { onStage });
    expect(await document(id)).toMatchObject({ state: 'failed', failureCode: 'internal:ingest' });
    vi.restoreAllMocks();
  });

  it('puts the document back when the worker stops in the middle', async () => {
    const id = await upload('Stopped');
    const stopping = new AbortController();
    await ingest(id, { signal: stopping.signal, onStage: (stage) => void (stage === 'embed' && stopping.abort()) });
    expect(await document(id)).toMatchObject({ state: 'waiting', heartbeatAt: null });
    await ingest(id);
    await expectReady(id);
  });
});

describe('recovery', () => {
  it('J1: a document whose reader went silent gets a job again, one that lives does not', async () => {
    const [dead, alive] = [await upload('Dead'), await upload('Alive')];
    await pool().query(`DELETE FROM jobs.job WHERE name = 'ingest'`);
    await claimDocument(dead);
    await claimDocument(alive);
    await pool().query(`UPDATE document SET heartbeat_at = heartbeat_at - interval '61 seconds' WHERE id = $1`, [dead]);
    await recoverDocuments();
    await recoverDocuments();
    expect([await queued('ingest', dead), await queued('ingest', alive)]).toEqual([1, 0]);
    await recoverDocuments(true);
    expect([await queued('ingest', dead), await queued('ingest', alive)]).toEqual([1, 1]);
  });

  it('J1: a file that ends the worker again and again is given up with a sentence', async () => {
    const id = await upload('Crasher');
    let begun = 0;
    while (begun < 20 && (await claimDocument(id))) {
      begun++;
      await pool().query('UPDATE document SET heartbeat_at = NULL WHERE id = $1', [id]);
    }
    expect(begun).toBe(12);
    expect(await document(id)).toMatchObject({ state: 'failed', failureCode: 'internal:ingest' });
  });

  it('J4: progress of an overtaken attempt is refused', async () => {
    const id = await upload('Overtaken');
    const first = await claimDocument(id);
    await pool().query('UPDATE document SET heartbeat_at = NULL WHERE id = $1', [id]);
    expect(await claimDocument(id)).toMatchObject({ attempt: 2 });
    if (!first) throw new Error('the first claim failed');
    await expect(reportProgress(first, 'embed', 0.5)).rejects.toThrow(Superseded);
  });
});
