import { access } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { documentRows } from '@/lib/documents/list-documents';
import type { Upload } from '@/lib/documents/upload-document';
import * as store from '@/lib/files/file-store';
import { endBatch } from '@/lib/ingest/ingest-run';
import { zipOf } from '@/lib/ingest/parse/test-files';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { recoverImports } from './claim-import';
import { dropArchives } from './drop-archive';
import { forgetImport } from './forget-import';
import { listImports, readImport } from './list-imports';
import { removeGone } from './remove-gone';
import { repeatImport } from './repeat-import';
import { runImport } from './run-import';
import { stopImport } from './stop-import';
import { uploadFile } from './upload-file';

let team: TestTeam;

setUpTestDatabase();
beforeAll(() => prepareJobs());
beforeEach(async () => {
  team = await createTestTeam();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await (await jobs()).deleteAllJobs('import');
  await db().importSource.deleteMany();
  await db().document.deleteMany();
});
afterAll(() => stopJobs());

const upload = (content: Uint8Array, options: Partial<Upload> = {}) => uploadFile(team.editor, { stream: Readable.from([Buffer.from(content)]), name: 'drive.zip', ...options });

async function begin(content: Uint8Array, options: Partial<Upload> = {}): Promise<string> {
  const started = await upload(content, options);
  if (started.status !== 'unpacking') throw new Error(started.status);
  return started.import.id;
}

async function unpack(content: Uint8Array, options: Partial<Upload> = {}): Promise<string> {
  const id = await begin(content, options);
  await runImport(id);
  return id;
}

const rows = async (id: string) => (await readImport(team.editor, id, { page: 1 })).items;
const states = async (id: string) => Object.fromEntries((await rows(id)).map(({ address, state }) => [address, state]));
const source = async (id: string) => (await readImport(team.editor, id, { page: 1 })).source;
const documents = async () => (await db().document.findMany({ where: { teamId: team.id, deletedAt: null }, orderBy: { name: 'asc' }, include: { _count: { select: { versions: true } } } })).map(({ name, _count }) => [name, _count.versions]);
const numbered = (count: number) => zipOf(Object.fromEntries(Array.from({ length: count }, (_, n) => [`file-${n}.txt`, `words of file ${n}`])));
const isStored = async (id: string) => {
  const { teamId, archiveSha256 } = await db().importSource.findUniqueOrThrow({ where: { id } });
  return access(store.filePath(teamId, archiveSha256 ?? '')).then(() => true, () => false);
};

/** Kills whoever unpacks at the `nth` file that is received from now on: nothing that it would do after that happens. */
function killAt(nth: number): void {
  const receive = store.receiveFile;
  let received = 0;
  vi.spyOn(store, 'receiveFile').mockImplementation(async (...args) => {
    received += 1;
    if (received === nth) {
      await db().$executeRaw`UPDATE import_source SET heartbeat_at = NULL, attempt = attempt + 1 WHERE state = 'running'`;
    }
    return receive(...args);
  });
}

describe('an uploaded archive', () => {
  it('is kept and answered for at once; the worker makes documents of its files, and what is refused has its reason', async () => {
    const id = await begin(
      zipOf({
        'plans/2026.txt': 'the plan of 2026',
        'tool.exe': Uint8Array.from([0x4d, 0x5a, ...Array<number>(200).fill(0)]),
        'empty.txt': '',
        '__MACOSX/plans/._2026.txt': 'x',
        'inner.zip': zipOf({ 'deep/words.txt': 'from inside', 'bad.pdf': 'Just words' }),
        'hollow.zip': zipOf({ '.DS_Store': 'x' }),
      }),
    );
    expect(await documents()).toEqual([]);
    expect([await isStored(id), (await source(id)).state]).toEqual([true, 'waiting']);
    expect(await (await jobs()).getQueueStats('import')).toMatchObject([{ queuedCount: 1 }]);

    await runImport(id);
    expect((await rows(id)).map(({ address, state, reason, document }) => [address, reason ?? state, document?.name])).toEqual([
      ['plans/2026.txt', 'added', 'plans/2026.txt'],
      ['tool.exe', expect.stringContaining('a program'), undefined],
      ['empty.txt', 'This file is empty: there is no text in it.', undefined],
      ['hollow.zip', 'There are no files in this archive.', undefined],
      ['inner/deep/words.txt', 'added', 'inner/deep/words.txt'],
      ['inner/bad.pdf', 'This file is named .pdf, but it contains plain text.', undefined],
    ]);
    expect([await isStored(id), await source(id)]).toMatchObject([false, { kind: 'archive', address: 'drive.zip', state: 'done', counts: { added: 2, refused: 4 } }]);
    const [row] = await documentRows(team.viewer, (await rows(id)).flatMap(({ document }) => document?.id ?? []).slice(0, 1));
    expect(row).toMatchObject({ parent: { name: 'drive.zip' }, state: 'waiting' });
    const events = await db().auditEvent.findMany({ where: { teamId: team.id }, orderBy: { id: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual(['import.start', 'document.upload', 'document.upload', 'archive.unpack']);
    expect(events.at(-1)).toMatchObject({ actorId: team.editor.userId, detail: { documents: 2, known: 0, refused: 4 } });
  });

  it('J1: killed in the middle goes on where it was, and no file becomes a document twice', async () => {
    const id = await begin(zipOf({ 'a.txt': 'first', 'inner.zip': zipOf({ 'b.txt': 'second', 'c.txt': 'third', 'd.txt': 'fourth' }), 'e.txt': 'fifth' }));
    // Of the archive inside, one file was done; another one is stored, but its outcome was not written down any more.
    killAt(7);
    await runImport(id);
    expect(await states(id)).toEqual({ 'a.txt': 'added', 'inner.zip': 'waiting', 'inner/b.txt': 'added', 'inner/c.txt': 'waiting', 'inner/d.txt': 'waiting', 'e.txt': 'waiting' });
    expect(await documents()).toHaveLength(3);
    expect(await isStored(id)).toBe(true);

    vi.restoreAllMocks();
    await (await jobs()).deleteAllJobs('import');
    await recoverImports(true);
    expect(await (await jobs()).getQueueStats('import')).toMatchObject([{ queuedCount: 1 }]);
    const receive = vi.spyOn(store, 'receiveFile');
    await runImport(id);
    expect(await documents()).toEqual([['a.txt', 1], ['e.txt', 1], ['inner/b.txt', 1], ['inner/c.txt', 1], ['inner/d.txt', 1]]);
    expect((await rows(id)).map(({ address, state, document }) => [address, state, document?.name])).toEqual(
      ['a.txt', 'e.txt', 'inner/b.txt', 'inner/c.txt', 'inner/d.txt'].map((name) => [name, name === 'inner/c.txt' ? 'unchanged' : 'added', name]),
    );
    // The archive inside once more, and each of the three files once for the archive and once for its document.
    expect(receive).toHaveBeenCalledTimes(7);
    expect(await isStored(id)).toBe(false);
  });

  it('J2: ends for a worker that stops, and waits for the next one', async () => {
    const id = await begin(numbered(3));
    const stop = new AbortController();
    stop.abort();
    await runImport(id, { signal: stop.signal });
    expect([(await source(id)).state, await documents(), await isStored(id)]).toEqual(['waiting', [], true]);
    await runImport(id);
    expect([(await source(id)).state, (await documents()).length]).toEqual(['done', 3]);
  });

  it('J5: a file that breaks off every run is given up, the others are not', async () => {
    const id = await begin(numbered(3));
    const receive = store.receiveFile;
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(store, 'receiveFile').mockImplementation(async (...args) => {
      const file = await receive(...args);
      if (file.sizeBytes === 'words of file 1'.length && (await states(id))['file-0.txt'] !== 'waiting' && (await states(id))['file-1.txt'] === 'waiting') throw new Error('the worker is gone');
      return file;
    });
    for (let run = 0; run < 10 && (await source(id)).state !== 'done'; run += 1) await runImport(id);
    expect(await states(id)).toEqual({ 'file-0.txt': 'added', 'file-1.txt': 'refused', 'file-2.txt': 'added' });
  });

  it('J3: waits for room on the disk, without giving up any file', async () => {
    const id = await begin(numbered(2));
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    vi.spyOn(store, 'receiveFile').mockRejectedValue(await store.receiveFile((async function* () { yield Buffer.from(''); throw full; })(), 10).catch((error: unknown) => error));
    for (let run = 0; run < 6; run += 1) await runImport(id);
    expect([(await source(id)).state, await states(id)]).toEqual(['waiting', { 'file-0.txt': 'waiting', 'file-1.txt': 'waiting' }]);
    vi.restoreAllMocks();
    await runImport(id);
    expect((await source(id)).counts).toEqual({ added: 2 });
  });

  it('stopped keeps the documents that are there, and its archive is dropped', async () => {
    const id = await begin(numbered(4));
    const receive = store.receiveFile;
    let received = 0;
    vi.spyOn(store, 'receiveFile').mockImplementation(async (...args) => {
      received += 1;
      if (received === 3) await stopImport(team.editor, id);
      return receive(...args);
    });
    await runImport(id);
    expect([(await source(id)).state, (await documents()).length <= 2, await isStored(id)]).toEqual(['stopped', true, false]);
    await expect(repeatImport(team.editor, id)).rejects.toMatchObject({ code: 'conflict:import-archive' });
    const waiting = await begin(numbered(5), { name: 'other.zip' });
    await forgetImport(team.editor, waiting);
    expect(await db().importSource.count({ where: { id: waiting } })).toBe(0);
    expect(await db().importSource.count({ where: { archiveKept: true } })).toBe(0);
  });

  it('keeps a batch of documents open until it is over, so that nobody is told of each handful', async () => {
    const open = async () => Boolean((await db().ingestQueue.findUnique({ where: { teamId: team.id } }))?.batchStartedAt);
    const ends = async (end: (id: string) => Promise<unknown>) => {
      const id = await begin(zipOf({ 'empty.txt': '' }));
      await db().ingestQueue.upsert({ where: { teamId: team.id }, create: { teamId: team.id, batchStartedAt: new Date() }, update: { batchStartedAt: new Date() } });
      await endBatch(team.id);
      const before = await open();
      await end(id);
      return [before, await open()];
    };
    expect(await ends((id) => stopImport(team.editor, id))).toEqual([true, false]);
    expect(await ends((id) => runImport(id))).toEqual([true, false]);
  });

  it('a crash before the archive was dropped leaves it to the next sweep', async () => {
    const id = await begin(numbered(1));
    await db().importSource.update({ where: { id }, data: { state: 'done' } });
    await dropArchives();
    expect([await isStored(id), await db().importSource.findUnique({ where: { id } })]).toMatchObject([false, { archiveKept: false }]);
  });

  it('C7: of a team one is unpacked at a time, in the order of their uploads', async () => {
    const [first, second] = [await begin(numbered(2)), await begin(numbered(3), { name: 'second.zip' })];
    await db().importSource.update({ where: { id: first }, data: { state: 'running', heartbeatAt: new Date() } });
    await runImport(second);
    expect((await source(second)).state).toBe('waiting');
    await db().importSource.update({ where: { id: first }, data: { heartbeatAt: null } });
    await (await jobs()).deleteAllJobs('import');
    await runImport(first);
    const [next] = await (await jobs()).fetch<{ importId: string }>('import');
    expect(next?.data.importId).toBe(second);
  });
});

describe('the rights to unpack', () => {
  it('A3: are asked again by the job: who left the team brings nothing more', async () => {
    const id = await begin(numbered(2));
    await db().membership.deleteMany({ where: { teamId: team.id, userId: team.editor.userId } });
    await runImport(id);
    expect(await db().importSource.findUnique({ where: { id } })).toMatchObject({ state: 'failed', failureCode: 'forbidden:role', archiveKept: false });
    expect(await documents()).toEqual([]);
  });

  it('A3: end in the middle with the role, and with the collection', async () => {
    const collection = await db().collection.create({ data: { teamId: team.id, name: 'Short-lived' } });
    const id = await begin(numbered(2), { collectionId: collection.id });
    await db().collection.delete({ where: { id: collection.id } });
    await runImport(id);
    expect(await source(id)).toMatchObject({ state: 'failed', failure: expect.stringContaining('collection') });
    const demoted = await begin(numbered(3), { name: 'demoted.zip' });
    killAt(3);
    await runImport(demoted);
    vi.restoreAllMocks();
    await db().membership.updateMany({ where: { teamId: team.id, userId: team.editor.userId }, data: { role: 'viewer' } });
    await runImport(demoted);
    expect(await db().importSource.findUnique({ where: { id: demoted } })).toMatchObject({ state: 'failed', failureCode: 'forbidden:role' });
    expect((await documents()).length).toBeLessThanOrEqual(2);
  });

  it('B5: are those of the team alone', async () => {
    const id = await unpack(numbered(1));
    const other = await createTestTeam('Other');
    expect(await listImports(other.editor)).toEqual([]);
    await expect(stopImport(other.editor, id)).rejects.toMatchObject({ code: 'not_found:import' });
    await expect(upload(numbered(1), { collectionId: other.collectionId })).rejects.toMatchObject({ code: 'not_found:collection' });
  });
});

describe('an archive that is uploaded again', () => {
  it('brings nothing but what is missing', async () => {
    const content = zipOf({ 'a.txt': 'one', 'b.txt': 'two' });
    const id = await unpack(content);
    await db().document.updateMany({ where: { teamId: team.id, name: 'b.txt' }, data: { deletedAt: new Date() } });
    expect(await unpack(content)).toBe(id);
    expect([await states(id), await documents()]).toEqual([{ 'a.txt': 'unchanged', 'b.txt': 'added' }, [['a.txt', 1], ['b.txt', 1]]]);
  });

  it('under way already is not begun anew', async () => {
    const id = await begin(numbered(2));
    expect(await begin(numbered(2))).toBe(id);
    expect(await db().auditEvent.count({ where: { teamId: team.id, action: 'import.start' } })).toBe(1);
  });

  it('with other contents is asked about: left out, beside, or in its place', async () => {
    const id = await unpack(zipOf({ 'a.txt': 'one', 'b.txt': 'two', 'c.txt': 'three' }));
    const changed = zipOf({ 'a.txt': 'one, revised', 'b.txt': 'two', 'd.txt': 'four' });
    expect(await upload(changed)).toEqual({ status: 'known-archive', import: { id, name: 'drive.zip' } });
    expect((await upload(changed, { onDuplicate: 'skip' })).status).toBe('left-out');
    expect(await db().importSource.count({ where: { archiveKept: true } })).toBe(0);

    expect(await unpack(changed, { onDuplicate: 'replace' })).toBe(id);
    expect(await states(id)).toEqual({ 'a.txt': 'updated', 'b.txt': 'unchanged', 'c.txt': 'gone', 'd.txt': 'added' });
    expect(await documents()).toEqual([['a.txt', 2], ['b.txt', 1], ['c.txt', 1], ['d.txt', 1]]);
    await removeGone(team.editor, id);
    expect((await documents()).map(([name]) => name)).toEqual(['a.txt', 'b.txt', 'd.txt']);

    const beside = await unpack(zipOf({ 'a.txt': 'quite another' }), { onDuplicate: 'keep-both' });
    expect([(await source(beside)).address, await documents()]).toEqual(['drive (2).zip', [['a (2).txt', 1], ['a.txt', 2], ['b.txt', 1], ['d.txt', 1]]]);
  });

  it('takes the place of one that is still being unpacked', async () => {
    const id = await begin(numbered(2));
    const first = await db().importSource.findUniqueOrThrow({ where: { id } });
    expect(await unpack(numbered(3), { onDuplicate: 'replace' })).toBe(id);
    expect(await documents()).toHaveLength(3);
    await expect(access(store.filePath(team.id, first.archiveSha256 ?? ''))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('C3: hostile archives', () => {
  it('are refused when they arrive, as far as their directory shows it, and nothing is kept', async () => {
    await expect(upload(zipSync({ 'zeros.txt': new Uint8Array(30_000_000) }))).rejects.toMatchObject({ code: 'too_large:archive' });
    await expect(upload(zipOf({ '.DS_Store': 'x' }))).rejects.toMatchObject({ code: 'unsupported:empty' });
    await expect(upload(zipOf({ '../../evil.txt': 'x', 'a.txt': 'a' }))).rejects.toMatchObject({ code: 'unsupported:damaged' });
    const link = zipSync({ 'passwd.txt': [Buffer.from('/etc/passwd'), { os: 3, attrs: (0o120_777 << 16) >>> 0 }] });
    await expect(upload(link)).rejects.toMatchObject({ code: 'unsupported:archive', message: expect.stringContaining('passwd.txt: It is a link') });
    expect(await db().importSource.count()).toBe(0);
  });

  it('that only show it while they are unpacked cost themselves', async () => {
    const bomb = zipSync({ 'zeros.txt': new Uint8Array(30_000_000) });
    let nest = zipOf({ 'core.txt': 'core' });
    for (let level = 0; level < 3; level += 1) nest = zipOf({ 'nest.zip': nest });
    const id = await unpack(zipOf({ 'bomb.zip': bomb, 'fine.txt': 'fine', 'nest.zip': nest }));
    expect(Object.fromEntries((await rows(id)).map(({ address, reason, state }) => [address, reason ?? state]))).toEqual({
      'bomb.zip': expect.stringContaining('unpacks to far more'),
      'fine.txt': 'added',
      'nest/nest/nest.zip': expect.stringContaining('an archive inside of an archive'),
    });
  });

  it('of which nothing can be read fail with the reasons', async () => {
    const id = await unpack(zipOf({ 'a.txt': '', 'b.pdf': 'words' }));
    expect(await source(id)).toMatchObject({ state: 'failed', failure: expect.stringMatching(/^Nothing in this archive could be read\. a\.txt: This file is empty.* b\.pdf: This file is named \.pdf/) });
    expect(await isStored(id)).toBe(false);
  });
});
