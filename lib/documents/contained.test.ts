import { Readable } from 'node:stream';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { zipOf } from '@/lib/ingest/parse/test-files';
import { emlFile } from '@/lib/ingest/parse/test-mail';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import type { ContainedFile } from './contained-file';
import { documentRows } from './list-documents';
import { listContained } from './list-contained';
import { uploadText } from './test-upload';
import { recoverMails, unpackMail } from './unpack-mail';
import { uploadDocument, type Upload } from './upload-document';

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
});
afterAll(() => stopJobs());

async function uploadArchive(content: Uint8Array, options: Partial<Upload> = {}): Promise<ContainedFile[]> {
  const result = await uploadDocument(team.editor, { stream: Readable.from([Buffer.from(content)]), name: 'drive.zip', ...options });
  if (result.status !== 'unpacked') throw new Error(result.status);
  return result.files;
}

const stored = async () => (await db().document.findMany({ where: { teamId: team.viewer.teamId }, orderBy: { name: 'asc' }, select: { name: true, parentName: true } })).map((one) => one.name);

describe('an archive becomes its documents', () => {
  beforeAll(async () => {
    team = await createTestTeam('Archive');
  });

  it('each through the checks of an upload; what is refused is named with its reason', async () => {
    const files = await uploadArchive(
      zipOf({
        'plans/2026.txt': 'the plan of 2026',
        'plans/old/2025.md': '# The plan of 2025',
        'tool.exe': Uint8Array.from([0x4d, 0x5a, ...Array<number>(200).fill(0)]),
        'empty.txt': '',
        'fake.pdf': 'Just words',
        '__MACOSX/plans/._2026.txt': 'x',
        '.DS_Store': 'x',
        'inner.zip': zipOf({ 'deep/words.txt': 'from inside' }),
      }),
    );
    expect(files.map(({ name, refusal, documentId }) => [name, refusal ?? Boolean(documentId)])).toEqual([
      ['plans/2026.txt', true],
      ['plans/old/2025.md', true],
      ['tool.exe', expect.stringContaining('a program')],
      ['empty.txt', 'This file is empty: there is no text in it.'],
      ['fake.pdf', 'This file is named .pdf, but it contains plain text.'],
      ['inner/deep/words.txt', true],
    ]);
    expect(await stored()).toEqual(['inner/deep/words.txt', 'plans/2026.txt', 'plans/old/2025.md']);
    const [row] = await documentRows(team.viewer, files.flatMap((file) => file.documentId ?? []).slice(0, 1));
    expect(row).toMatchObject({ name: 'plans/2026.txt', parent: { name: 'drive.zip' }, state: 'waiting' });
    expect(await db().auditEvent.count({ where: { teamId: team.viewer.teamId, action: 'document.upload' } })).toBe(3);
    expect(await db().auditEvent.findFirst({ where: { teamId: team.viewer.teamId, action: 'archive.unpack' } })).toMatchObject({ detail: { documents: 3, refused: 3 } });
  });

  it('sent again, only brings what is new; another file of the same name is kept beside', async () => {
    const files = await uploadArchive(zipOf({ 'plans/2026.txt': 'the plan of 2026', 'plans/old/2025.md': '# Another plan of 2025', 'new.txt': 'new' }));
    expect(files.map(({ name, isKnown }) => [name, isKnown ?? false])).toEqual([['plans/2026.txt', true], ['plans/old/2025.md', false], ['new.txt', false]]);
    expect(await stored()).toEqual(['inner/deep/words.txt', 'new.txt', 'plans/2026.txt', 'plans/old/2025 (2).md', 'plans/old/2025.md']);
  });

  it('of which nothing can be read is refused with the reasons, and one without files as empty', async () => {
    const refused = uploadArchive(zipOf({ 'a.txt': '', 'b.pdf': 'words' }));
    await expect(refused).rejects.toMatchObject({ code: 'unsupported:archive', message: expect.stringMatching(/^Nothing in this archive could be read\. a\.txt: This file is empty.* b\.pdf: This file is named \.pdf/) });
    await expect(uploadArchive(zipOf({ '.DS_Store': 'x' }))).rejects.toMatchObject({ code: 'unsupported:empty' });
  });

  it('C1: is no version of a document, and no document by another name', async () => {
    const id = await uploadText(team.editor, 'one.txt', 'one');
    await expect(uploadArchive(zipOf({ 'a.txt': 'a' }), { documentId: id })).rejects.toMatchObject({ code: 'conflict:format' });
    await expect(uploadArchive(zipOf({ 'a.txt': 'a' }), { name: 'letter.docx' })).rejects.toMatchObject({ code: 'unsupported:mismatch' });
  });
});

describe('C3: hostile archives', () => {
  beforeAll(async () => {
    team = await createTestTeam('Hostile');
  });

  it('a bomb is refused from its directory, and one inside of another by what they share', async () => {
    const bomb = zipSync({ 'zeros.txt': new Uint8Array(30_000_000) });
    await expect(uploadArchive(bomb)).rejects.toMatchObject({ code: 'too_large:archive' });
    const files = await uploadArchive(zipOf({ 'bomb.zip': bomb, 'fine.txt': 'fine' }));
    expect(files).toEqual([{ name: 'bomb.zip', refusal: expect.stringContaining('unpacks to far more') }, { name: 'fine.txt', documentId: expect.any(String) }]);
  });

  it('archives in archives are opened so far and no further', async () => {
    let nest = zipOf({ 'core.txt': 'core' });
    for (let level = 0; level < 4; level += 1) nest = zipOf({ 'nest.zip': nest, [`level${level}.txt`]: `level ${level}` });
    const files = await uploadArchive(nest);
    expect(files.map(({ name, refusal }) => [name, refusal === undefined])).toEqual([['nest/nest/nest.zip', false], ['nest/nest/level1.txt', true], ['nest/level2.txt', true], ['level3.txt', true]]);
  });

  it('sizes that lie cost the file, not the others', async () => {
    const archive = Buffer.from(zipSync({ 'lie.txt': Buffer.from('words '.repeat(5_000)), 'fine.txt': Buffer.from('another fine one') }));
    const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    archive.writeUInt32LE(10, 22);
    archive.writeUInt32LE(10, directory + 24);
    expect(await uploadArchive(archive)).toEqual([{ name: 'lie.txt', refusal: expect.stringContaining('damaged') }, { name: 'fine.txt', documentId: expect.any(String) }]);
  });

  it('C4: a name that leads elsewhere refuses the archive, a link to a file is refused by name', async () => {
    await expect(uploadArchive(zipOf({ '../../evil.txt': 'x', 'a.txt': 'a' }))).rejects.toMatchObject({ code: 'unsupported:damaged' });
    const link = zipSync({ 'passwd.txt': [Buffer.from('/etc/passwd'), { os: 3, attrs: (0o120_777 << 16) >>> 0 }], 'b.txt': Buffer.from('b words') });
    expect(await uploadArchive(link)).toEqual([{ name: 'passwd.txt', refusal: 'It is a link to another file, not a file.' }, { name: 'b.txt', documentId: expect.any(String) }]);
  });
});

describe('attachments of a mail become documents', () => {
  beforeAll(async () => {
    team = await createTestTeam('Mail');
  });

  it('in its collection, with a link to it; what is refused is named with its reason; also in archives', async () => {
    const id = await uploadText(team.editor, 'Offer.eml', emlFile([{ name: 'price.csv', content: 'a,b\n1,2' }, { name: 'run.exe', content: Uint8Array.from([0x4d, 0x5a, ...Array<number>(200).fill(0)]) }, { name: 'more.zip', content: zipOf({ 'x/y.txt': 'zipped words' }) }]));
    expect(await (await jobs()).getQueueStats('unpack')).toMatchObject([{ queuedCount: 1 }]);
    expect(await listContained(team.viewer, id)).toBeUndefined();
    await unpackMail(id);
    const contained = await listContained(team.viewer, id);
    expect(contained).toEqual([{ name: 'price.csv', documentId: expect.any(String) }, { name: 'run.exe', refusal: expect.stringContaining('a program') }, { name: 'x/y.txt', documentId: expect.any(String) }]);
    const rows = await documentRows(team.viewer, contained?.flatMap((file) => file.documentId ?? []) ?? []);
    expect(rows.map(({ name, parent }) => [name, parent]).toSorted()).toEqual([['price.csv', { id, name: 'Offer.eml' }], ['x/y.txt', { id, name: 'Offer.eml › more.zip' }]]);
    await unpackMail(id);
    expect(await db().document.count({ where: { teamId: team.viewer.teamId } })).toBe(3);
  });

  it('J1: get a new job when the worker starts, until all of them were looked at', async () => {
    const id = await uploadText(team.editor, 'Waiting.eml', emlFile([{ name: 'waiting.txt', content: 'waiting words' }]));
    const boss = await jobs();
    await boss.deleteQueuedJobs('unpack');
    await recoverMails();
    const waiting = await boss.fetch<{ documentId: string }>('unpack', { batchSize: 100 });
    expect(waiting.map((job) => job.data.documentId)).toEqual([id]);
    await unpackMail(id);
    await recoverMails();
    expect(await boss.fetch('unpack')).toEqual([]);
  });

  it('C6: have names that lead nowhere and break nothing', async () => {
    const id = await uploadText(team.editor, 'Names.eml', emlFile([{ name: '../../etc/cron.d/evil.txt', content: 'first evil' }, { name: 'a\u202etxt.exe.txt', content: 'second evil' }]));
    await unpackMail(id);
    const rows = await documentRows(team.viewer, ((await listContained(team.viewer, id)) ?? []).flatMap((file) => file.documentId ?? []));
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['atxt.exe.txt', 'evil.txt']);
  });

  it('J1: cut off after some were stored, it goes on where it was', async () => {
    const id = await uploadText(team.editor, 'Two.eml', emlFile([{ name: 'first.txt', content: 'the first' }, { name: 'second.txt', content: 'the second' }]));
    await uploadDocument(team.editor, { stream: Readable.from([Buffer.from('the first')]), name: 'first.txt', parent: { id, name: 'Two.eml' }, inBackground: true });
    await unpackMail(id);
    expect(await listContained(team.viewer, id)).toEqual([{ name: 'first.txt', documentId: expect.any(String), isKnown: true }, { name: 'second.txt', documentId: expect.any(String) }]);
    expect(await db().document.count({ where: { teamId: team.viewer.teamId, parentId: id } })).toBe(2);
  });

  it('B5: are no business of another team; a deleted one is said to be deleted', async () => {
    const id = await uploadText(team.editor, 'Gone.eml', emlFile([{ name: 'gone.txt', content: 'soon gone' }]));
    await unpackMail(id);
    const [file] = (await listContained(team.viewer, id)) ?? [];
    const other = await createTestTeam('Elsewhere');
    expect(await listContained(other.viewer, id)).toBeUndefined();
    await db().document.update({ where: { id: file?.documentId ?? '' }, data: { deletedAt: new Date() } });
    expect(await listContained(team.viewer, id)).toEqual([{ name: 'gone.txt', refusal: 'It was deleted.' }]);
  });

  it('are not brought in the name of someone who has left', async () => {
    const id = await uploadText(team.editor, 'Left.eml', emlFile([{ name: 'left.txt', content: 'left words' }]));
    await db().membership.deleteMany({ where: { teamId: team.viewer.teamId, userId: team.editor.userId } });
    await unpackMail(id);
    expect(await listContained(team.viewer, id)).toEqual([{ name: 'Attachments', refusal: 'Whoever began this no longer belongs to the team.' }]);
  });
});
