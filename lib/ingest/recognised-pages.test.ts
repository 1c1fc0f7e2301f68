import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { purgeDocument } from '@/lib/documents/purge-document';
import { uploadText } from '@/lib/documents/test-upload';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { claimDocument } from './claim-document';
import { ingest } from './ingest';
import { drawPdf, scansOf } from './parse/test-files';
import { forgetReadPages, keepRecognised, recognisedPages } from './recognised-pages';

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam();
});
afterAll(() => stopJobs());

const lines = ['Boats leave the harbour at seven in the morning.', 'Nobody may fish from the pier after dark.', 'The lamp is lit by whoever comes last.'];

/** Pages that are pictures of one line each. */
async function scannedPdf(name: string): Promise<string> {
  const printed = await drawPdf((document) => lines.forEach((line, n) => (n > 0 ? document.addPage() : document).fontSize(16).text(line)));
  const scans = await scansOf(printed, [1, 2, 3]);
  const pdf = await drawPdf((document) => scans.forEach((scan, n) => (n > 0 ? document.addPage() : document).image(scan, 0, 0, { width: 595.28 })));
  return uploadText(team.editor, name, pdf);
}

const kept = (documentId: string) => db().recognisedPage.findMany({ where: { version: { documentId } }, orderBy: { page: 'asc' } });
const textOf = async (documentId: string) => (await db().documentVersion.findFirstOrThrow({ where: { documentId } })).text;

/** Reads until a page is kept, and breaks off there. */
async function breakOff(documentId: string): Promise<void> {
  const stop = new AbortController();
  const reading = ingest(documentId, { signal: stop.signal });
  await vi.waitFor(async () => expect((await kept(documentId)).length).toBeGreaterThan(0), { timeout: 60_000, interval: 50 });
  stop.abort(new Error('the worker ends'));
  await reading;
  expect(await db().document.findUniqueOrThrow({ where: { id: documentId } })).toMatchObject({ state: 'waiting' });
}

/** Marks a page that is kept, so that its words tell where they came from. */
async function writeOver(documentId: string, page: number, change: { words: string } | { recognitionVersion: number }): Promise<void> {
  const row = (await kept(documentId)).find((each) => each.page === page);
  if (!row) throw new Error(`page ${page} is not kept`);
  const result = row.result as { paragraphs: { text: string }[][][] };
  const [first] = result.paragraphs.flat(2);
  const data = 'words' in change ? { result: { ...result, paragraphs: [[[{ ...first, text: change.words }]]] } } : change;
  await db().recognisedPage.update({ where: { versionId_page: { versionId: row.versionId, page } }, data });
}

describe('pages that were recognised', () => {
  it('J2: are not recognised again when the reading of a scan was broken off, and are dropped when it is done', async () => {
    const id = await scannedPdf('Harbour.pdf');
    await breakOff(id);
    await writeOver(id, 1, { words: 'KeptFromBefore' });
    await ingest(id);
    expect(await textOf(id)).toBe(['KeptFromBefore', lines[1], lines[2]].join('\n\n'));
    expect(await kept(id)).toEqual([]);
  }, 180_000);

  it('are recognised again after a change of how that is done', async () => {
    const id = await scannedPdf('Pier.pdf');
    await breakOff(id);
    await writeOver(id, 1, { words: 'FromAnotherEngine' });
    await writeOver(id, 1, { recognitionVersion: 0 });
    await ingest(id);
    expect(await textOf(id)).toBe(lines.join('\n\n'));
  }, 180_000);

  it('are kept by the reading that holds the document alone, and go with it', async () => {
    const id = await scannedPdf('Lamp.pdf');
    const claim = await claimDocument(id);
    if (!claim) throw new Error('nothing to read');
    await keepRecognised(claim, { page: 1 });
    expect(await recognisedPages(claim)).toEqual([{ page: 1 }]);
    await keepRecognised({ ...claim, attempt: claim.attempt - 1 }, { page: 2 });
    expect((await kept(id)).map(({ page }) => page)).toEqual([1]);
    await forgetReadPages();
    expect(await kept(id)).toHaveLength(1);
    await db().document.update({ where: { id }, data: { state: 'ready' } });
    await keepRecognised(claim, { page: 3 });
    await forgetReadPages();
    expect(await kept(id)).toEqual([]);

    await db().document.update({ where: { id }, data: { state: 'reading' } });
    await keepRecognised(claim, { page: 1 });
    await deleteDocuments(team.editor, [id]);
    await db().document.update({ where: { id }, data: { deletedAt: new Date(Date.now() - 60_000) } });
    await purgeDocument(id);
    expect(await db().recognisedPage.count({ where: { teamId: team.id } })).toBe(0);
  }, 60_000);
});
