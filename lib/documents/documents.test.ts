import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config/config';
import { db, pool } from '@/lib/db/client';
import { writeWords } from '@/lib/retrieval/words/write-words';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { filePath } from '@/lib/files/file-store';
import { ingest } from '@/lib/ingest/ingest';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { collectionInput } from './collection-input';
import { createCollection, deleteCollection, listCollections, renameCollection } from './collections';
import { deleteDocuments } from './delete-documents';
import { cleanFileName } from './file-name';
import { contentDisposition, fileResponse, parseRange } from './file-response';
import { documentQuery, documentRows, listDocuments } from './list-documents';
import { moveDocuments } from './move-documents';
import { openOriginal } from './open-original';
import { purgeDocument } from './purge-document';
import { readVersion } from './read-version';
import { reindexDocuments } from './reindex-documents';
import { renameDocument } from './rename-document';
import { restoreDocuments } from './restore-documents';
import { uploadText } from './test-upload';

let team: TestTeam;
let other: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam('Ours');
  other = await createTestTeam('Theirs');
});
afterAll(() => stopJobs());

const names = async (search = '') => (await listDocuments(team.viewer, documentQuery.parse({ search, sort: 'name', direction: 'asc' }))).documents.map((d) => d.name);
const late = (id: string) => pool().query(`UPDATE document SET deleted_at = deleted_at - interval '11 seconds' WHERE id = $1`, [id]);

describe('upload', () => {
  it('recognises a file and a name that the collection has: ask, skip, replace, keep both', async () => {
    const id = await uploadText(team.editor, 'Plan.txt', 'the plan for monday');
    await expect(uploadText(team.editor, 'Plan.txt', 'the plan for monday')).rejects.toThrow('duplicate');
    await expect(uploadText(team.editor, 'Renamed.txt', 'the plan for monday')).rejects.toThrow('duplicate');
    await expect(uploadText(team.editor, 'Plan.txt', 'the plan for tuesday')).rejects.toThrow('duplicate');
    expect(await uploadText(team.editor, 'Plan.txt', 'the plan for monday', { onDuplicate: 'skip' })).toBe(id);
    expect(await uploadText(team.editor, 'Plan.txt', 'the plan for tuesday', { onDuplicate: 'replace' })).toBe(id);
    expect(await uploadText(team.editor, 'Plan.txt', 'the plan for friday', { onDuplicate: 'keep-both' })).not.toBe(id);
    expect(await names('plan')).toEqual(['Plan (2).txt', 'Plan.txt']);
    expect(await db().documentVersion.count({ where: { documentId: id } })).toBe(2);
  });

  it('C1, C2: refuses what is too large, empty, cut off or not what its name says, and stores nothing of it', async () => {
    const before = await db().document.count();
    const files = await readdir(path.join(config().dataFolder, 'files'), { recursive: true });
    await expect(uploadText(team.editor, 'a.pdf', '<!doctype html><html></html>')).rejects.toThrow('.pdf');
    await expect(uploadText(team.editor, 'a.txt', '')).rejects.toMatchObject({ code: 'unsupported:empty' });
    await expect(uploadText(team.editor, 'a.txt', 'half', { announcedBytes: 8 })).rejects.toMatchObject({ code: 'bad_request:incomplete' });
    const endless = async function* () {
      for (;;) yield Buffer.alloc(1024 * 1024, 'a');
    };
    await expect(uploadText(team.editor, 'a.txt', '', { stream: endless() })).rejects.toMatchObject({ code: 'too_large:file' });
    expect(await db().document.count()).toBe(before);
    expect(await readdir(path.join(config().dataFolder, 'files'), { recursive: true })).toEqual(files);
  });

  it('B2: is for editors, and only into a collection of the own team', async () => {
    await expect(uploadText(team.viewer, 'no.txt', 'no')).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(uploadText(team.editor, 'no.txt', 'no', { collectionId: other.collectionId })).rejects.toMatchObject({ code: 'not_found:collection' });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\Plan.pdf', 'Plan.pdf'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['gnp.\u202etxt', 'gnp.txt'],
    ['', 'Untitled'],
    ['..', 'Untitled'],
    ['cafe\u0301.txt', 'caf\u00e9.txt'],
    [`${'x'.repeat(5000)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ])('C6: makes the name %j safe', (name, clean) => expect(cleanFileName(name)).toBe(clean));

  it('C6: a name cannot leave its header', () => {
    expect(contentDisposition('attachment', 'a"; filename="evil.exe')).toBe(`attachment; filename="a_; filename=_evil.exe"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.exe`);
    expect(contentDisposition('inline', 'Größe.pdf')).toBe(`inline; filename="Gro_e.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf`);
  });

  it('serves ranges as asked', () => {
    expect(parseRange('bytes=0-9', 100)).toEqual({ start: 0, end: 9 });
    expect(parseRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 });
    expect(parseRange('bytes=90-200', 100)).toEqual({ start: 90, end: 99 });
    expect(parseRange('bytes=100-', 100)).toBe('unsatisfiable');
    expect(parseRange('lines=1-2', 100)).toBeUndefined();
  });
});

describe('rights', () => {
  it('B2, B5: every function answers for a foreign document as for a missing one', async () => {
    const id = await uploadText(other.editor, 'Secret.txt', 'the zanzibar canary');
    await ingest(id);
    const { currentVersionId } = await db().document.findUniqueOrThrow({ where: { id } });
    const before = await db().document.findUniqueOrThrow({ where: { id } });
    for (const documentId of [id, '01a00000-0000-7000-8000-000000000000']) {
      for (const attempt of [
        () => renameDocument(team.owner, documentId, 'Mine.txt'),
        () => moveDocuments(team.owner, [documentId], team.collectionId),
        () => deleteDocuments(team.owner, [documentId]),
        () => reindexDocuments(team.owner, [documentId]),
        () => readVersion(team.owner, documentId, currentVersionId ?? ''),
        () => readVersion(team.owner, documentId, 'current'),
        () => openOriginal(team.owner, documentId),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'not_found:document' });
      }
      expect(await documentRows(team.owner, [documentId])).toEqual([]);
    }
    expect(await names('secret')).toEqual([]);
    expect(await db().document.findUniqueOrThrow({ where: { id } })).toEqual(before);
  });

  it('B2: viewers read, editors change', async () => {
    const id = await uploadText(team.editor, 'Readable.txt', 'words to read');
    await ingest(id);
    expect((await readVersion(team.viewer, id, 'current')).text).toContain('words to read');
    for (const attempt of [() => renameDocument(team.viewer, id, 'x'), () => deleteDocuments(team.viewer, [id]), () => moveDocuments(team.viewer, [id], team.collectionId), () => createCollection(team.viewer, 'x')]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden:role' });
    }
  });

  it('does all of a bulk action or nothing', async () => {
    const id = await uploadText(team.editor, 'Bulk.txt', 'one of two');
    const foreign = await uploadText(other.editor, 'Bulk.txt', 'two of two');
    await expect(deleteDocuments(team.editor, [id, foreign])).rejects.toMatchObject({ code: 'not_found:document' });
    expect(await names('bulk')).toEqual(['Bulk.txt']);
  });
});

describe('deletion', () => {
  it('hides at once, comes back within its time, and not after', async () => {
    const id = await uploadText(team.editor, 'Gone.txt', 'here and gone');
    await ingest(id);
    await deleteDocuments(team.editor, [id]);
    expect(await names('gone')).toEqual([]);
    await purgeDocument(id);
    await restoreDocuments(team.editor, [id]);
    expect(await names('gone')).toEqual(['Gone.txt']);
    expect((await readVersion(team.viewer, id, 'current')).text).toContain('here and gone');
    await deleteDocuments(team.editor, [id]);
    await late(id);
    await expect(restoreDocuments(team.editor, [id])).rejects.toMatchObject({ code: 'conflict:deleted' });
  });

  it('M1: leaves no word of the document in any table or file, only the audit lines', async () => {
    const words = 'Quetzalcoatl receives exactly 4711 marmalade jars.';
    const id = await uploadText(team.editor, 'Quetzalcoatl report.md', `# Quetzalcoatl\n\n${words}\n`);
    await ingest(id);
    await writeWords(id);
    await writeSentences(id);
    const { currentVersionId } = await db().document.findUniqueOrThrow({ where: { id } });
    const chat = await db().chat.create({ data: { teamId: team.id, userId: team.viewer.userId, title: 'Jars' } });
    const found = { passageId: 'p', documentId: id, versionId: currentVersionId, documentName: 'Quetzalcoatl report.md', excerpt: words, start: 0, end: 10 };
    const message = await db().message.create({
      data: {
        chatId: chat.id,
        teamId: team.id,
        author: 'footnote',
        model: 'extractive',
        text: `Another document says this.[^1] ${words}[^2]\n\n- ${words}[^2][^3]`,
        parts: { found: { passages: [found] }, also: [{ word: 'marmelade', terms: ['marmalade'], reason: 'spelling' }, { word: 'PTO', terms: ['leave'], reason: 'glossary' }] },
        citations: {
          create: [1, 2, 3].map((number) => ({
            teamId: team.id,
            number,
            documentId: number === 1 ? 'another' : id,
            versionId: currentVersionId ?? '',
            start: 0,
            end: 10,
            quote: number === 1 ? 'this' : words,
            documentName: number === 1 ? 'Another' : 'Quetzalcoatl report.md',
          })),
        },
      },
    });
    await deleteDocuments(team.editor, [id]);
    await late(id);
    await purgeDocument(id);
    await purgeDocument(id);

    const tables = await pool().query<{ name: string }>(`SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'jobs') AND table_type = 'BASE TABLE'`);
    expect(tables.rows.length).toBeGreaterThan(20);
    const withCanary: string[] = [];
    for (const { name } of tables.rows) {
      const hits = await pool().query(`SELECT 1 FROM ${name} AS row WHERE row::text ~* 'quetzalcoatl|4711|marmalade'`);
      if (hits.rows.length > 0) withCanary.push(name);
    }
    const files = await readdir(path.join(config().dataFolder, 'files'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      if (/quetzalcoatl/i.test(await readFile(path.join(file.parentPath, file.name), 'latin1'))) withCanary.push(file.name);
    }
    expect(withCanary).toEqual([]);
    const after = await db().message.findUniqueOrThrow({ where: { id: message.id }, include: { citations: { orderBy: { number: 'asc' } } } });
    expect(after.text).toMatch(/^Another document says this\.\[\^1\] \(source deleted on \d{4}-\d\d-\d\d\)\[\^2\]\n\n- \(source deleted on [\d-]+\)\[\^2\]\[\^3\]$/);
    expect(after.citations.map((citation) => citation.sourceDeletedAt !== null)).toEqual([false, true, true]);
    expect(after.parts).toMatchObject({ also: [{ word: 'PTO', terms: ['leave'], reason: 'glossary' }] });
    const audit = await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { createdAt: 'asc' } });
    expect(audit.map((event) => event.action)).toEqual(['document.upload', 'document.delete', 'document.purge']);
  });

  it('M1: keeps the original while another document of the team rests on the same bytes', async () => {
    const first = await uploadText(team.editor, 'Shared A.txt', 'the same bytes');
    const second = await uploadText(team.editor, 'Shared B.txt', 'the same bytes', { onDuplicate: 'keep-both' });
    const { sha256 } = await db().documentVersion.findFirstOrThrow({ where: { documentId: first } });
    await deleteDocuments(team.editor, [first]);
    await late(first);
    await purgeDocument(first);
    const original = await openOriginal(team.viewer, second);
    expect(Buffer.concat(await (await original.open()).toArray()).toString()).toBe('the same bytes');
    await deleteDocuments(team.editor, [second]);
    await late(second);
    await purgeDocument(second);
    await expect(readdir(path.dirname(filePath(team.id, sha256)))).resolves.not.toContain(sha256);
  });
});

describe('an original', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

  it('that is a picture is shown as the kind that its bytes are, and can do nothing else', async () => {
    const documentId = await uploadText(team.editor, 'Gate.png', png);
    const original = await openOriginal(team.viewer, documentId);
    const shown = await fileResponse(original, { range: null, download: false });
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline;/),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
    expect((await fileResponse(original, { range: null, download: true })).headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('that is called a picture and is none is only ever saved', async () => {
    const documentId = await uploadText(team.editor, 'Not a picture.txt', 'A text with <svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg> in it');
    await db().document.update({ where: { id: documentId }, data: { format: 'image' } });
    const { headers } = await fileResponse(await openOriginal(team.viewer, documentId), { range: null, download: false });
    expect([headers.get('content-type'), headers.get('content-disposition')?.split(';')[0]]).toEqual(['application/octet-stream', 'attachment']);
  });
});

describe('collections', () => {
  it('P2: have names that can be stored and shown, whatever was typed', async () => {
    const { name } = collectionInput.parse({ name: ' Half\ud83d \0\u202ea  pair ' });
    expect(name).toBe('Half\ufffd a pair');
    expect(await createCollection(team.editor, name)).toMatchObject({ name });
  });

  it('are made, renamed and deleted, their documents moved first', async () => {
    const { id } = await createCollection(team.editor, 'Contracts');
    await expect(createCollection(team.editor, 'Contracts')).rejects.toMatchObject({ code: 'conflict:collection' });
    await renameCollection(team.editor, id, 'Agreements');
    const document = await uploadText(team.editor, 'Lease.txt', 'the lease of the house', { collectionId: id });
    await ingest(document);
    expect(await listCollections(team.viewer)).toContainEqual({ id, name: 'Agreements', documentCount: 1 });
    await expect(deleteCollection(team.editor, id)).rejects.toMatchObject({ code: 'conflict:collection-not-empty' });
    await expect(deleteCollection(team.editor, id, other.collectionId)).rejects.toMatchObject({ code: 'not_found:collection' });
    expect(await deleteCollection(team.editor, id, team.collectionId)).toEqual({ moved: 1 });
    expect((await documentRows(team.viewer, [document]))[0]?.collection.id).toBe(team.collectionId);
    expect(await db().passage.count({ where: { documentId: document, collectionId: team.collectionId } })).toBeGreaterThan(0);
  });

  it('B2: a foreign one answers like a missing one, and the last one stays', async () => {
    for (const id of [other.collectionId, 'missing']) {
      await expect(renameCollection(team.owner, id, 'x')).rejects.toMatchObject({ code: 'not_found:collection' });
      await expect(deleteCollection(team.owner, id)).rejects.toMatchObject({ code: 'not_found:collection' });
    }
    await expect(deleteCollection(other.owner, other.collectionId)).rejects.toMatchObject({ code: 'conflict:last-collection' });
  });
});
