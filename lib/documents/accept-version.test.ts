import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { ingest } from '@/lib/ingest/ingest';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { listVersions } from '@/lib/versions/list-versions';
import { acceptVersion } from './accept-version';
import { deleteDocuments } from './delete-documents';
import { documentQuery, documentRows, listDocuments } from './list-documents';
import { reindexDocuments } from './reindex-documents';
import { uploadText } from './test-upload';

// Each file is read in a process of its own, and its pages without text by the recogniser.
vi.setConfig({ testTimeout: 180_000 });

let team: TestTeam;
let other: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam('Ours');
  other = await createTestTeam('Theirs');
});
afterAll(() => stopJobs());

/** A PDF of twelve pages, some of which hold nothing but a drawing. */
async function pdf(withoutText: number[], words = 'Page'): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
  for (let page = 1; page <= 12; page += 1) {
    document.addPage();
    if (withoutText.includes(page)) document.rect(80, 80, 300, 200).stroke();
    else document.text(`${words} ${page} says that the harbour office is open on day ${page} of every month.`);
  }
  document.end();
  const parts: Buffer[] = [];
  for await (const part of document) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function read(name: string, withoutText: number[], documentId?: string, words?: string): Promise<string> {
  const id = await uploadText(team.editor, name, await pdf(withoutText, words), { documentId });
  await ingest(id);
  return id;
}

async function row(id: string) {
  const [found] = await documentRows(team.viewer, [id]);
  if (!found?.currentVersionId) throw new Error('it is not read');
  return { ...found, versionId: found.currentVersionId };
}
const partly = async () => (await listDocuments(team.viewer, documentQuery.parse({ state: 'partly-read' }))).documents.map(({ id }) => id);

describe('G8: parse honesty', () => {
  it('a PDF with 3 of 12 pages without text is partly read, and says which', async () => {
    const id = await read('Twelve.pdf', [3, 7, 11]);
    const { state, missing } = await row(id);
    expect(state).toBe('ready');
    expect(missing).toContain('3 of 12 pages have no text that could be read: 3, 7, 11.');
    expect(await partly()).toEqual([id]);
  });

  it('counts as ready once somebody accepted it, with their name; a new version is looked at anew', async () => {
    const id = await read('Accepted.pdf', [2], undefined, 'Leaf');
    const { versionId } = await row(id);
    await acceptVersion(team.editor, id, versionId);
    await acceptVersion(team.admin, id, versionId);
    expect((await row(id)).missing).toEqual([]);
    expect(await partly()).not.toContain(id);
    expect((await listVersions(team.viewer, id))[0]?.accepted).toMatchObject({ by: 'The editor' });
    const events = await db().auditEvent.findMany({ where: { targetId: id, action: 'document.accept' } });
    expect(events.map(({ actorId, detail }) => [actorId, (detail as { versionId: string }).versionId])).toEqual([[team.editor.userId, versionId]]);

    await read('Accepted.pdf', [2, 4], id, 'Leaf');
    expect((await row(id)).missing).toContain('2 of 12 pages have no text that could be read: 2, 4.');
    expect((await listVersions(team.viewer, id)).map((version) => version.accepted !== undefined)).toEqual([false, true]);
    await expect(acceptVersion(team.editor, id, versionId)).rejects.toMatchObject({ code: 'conflict:version' });
  });

  it('stays accepted when it is read again with the same result, and not when other things are missing', async () => {
    const id = await read('Again.pdf', [5], undefined, 'Sheet');
    const { versionId } = await row(id);
    await acceptVersion(team.editor, id, versionId);
    await reindexDocuments(team.editor, [id]);
    await ingest(id);
    expect((await row(id)).missing).toEqual([]);
    // As if an earlier release had reported less.
    const version = await db().documentVersion.findUniqueOrThrow({ where: { id: versionId } });
    await db().documentVersion.update({ where: { id: versionId }, data: { report: { ...(version.report as object), pagesWithoutText: [] } } });
    await reindexDocuments(team.editor, [id]);
    await ingest(id);
    expect((await row(id)).missing).toContain('1 of 12 pages has no text that could be read: 5.');
  });

  it('B2: is for editors of the own team; there must be something to accept', async () => {
    const id = await read('Rights.pdf', [1], undefined, 'Folio');
    const { versionId } = await row(id);
    await expect(acceptVersion(team.viewer, id, versionId)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(acceptVersion(other.owner, id, versionId)).rejects.toMatchObject({ code: 'not_found:document' });
    const whole = await read('Whole.pdf', [], undefined, 'Card');
    await expect(acceptVersion(team.editor, whole, (await row(whole)).versionId)).rejects.toMatchObject({ code: 'conflict:complete' });
    await deleteDocuments(team.editor, [id]);
    await expect(acceptVersion(team.editor, id, versionId)).rejects.toMatchObject({ code: 'not_found:document' });
    expect(await partly()).not.toContain(id);
  });
});
