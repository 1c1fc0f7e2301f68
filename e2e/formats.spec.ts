import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { signInAsOwner } from './signed-in';

const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto('/admin/documents');
  await expect(page.getByText(/^(No documents yet|[\d,]+ documents?)$/)).toBeVisible();
  await page.getByTestId('upload-files').setInputFiles([{ name, mimeType: 'application/octet-stream', buffer }]);
}

/** An OpenDocument sheet with a hidden row. */
function sheet(): Buffer {
  const cells = (...words: string[]) => words.map((word) => `<table:table-cell><text:p>${word}</text:p></table:table-cell>`).join('');
  const names = ['office', 'text', 'table'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ');
  const rows = `<table:table-row>${cells('Article', 'Price')}</table:table-row><table:table-row>${cells('Harbour bench', '412.00')}</table:table-row><table:table-row table:visibility="collapse">${cells('Secret stool', '1.00')}</table:table-row><table:table-row>${cells('Pier lamp', '88.00')}</table:table-row>`;
  return Buffer.from(
    zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'content.xml': strToU8(`<office:document-content ${names}><office:body><office:spreadsheet><table:table table:name="Benches">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`),
    }),
  );
}

const mail = [
  'From: Jane Doe <jane@example.com>',
  'To: desk@example.com',
  'Subject: Offer for the lighthouse',
  'Date: Mon, 02 Mar 2026 10:30:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=cut',
  '',
  '--cut',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>The lantern room is repainted in May. See <a href="https://example.com/plan">the plan</a>.</p>',
  '--cut',
  'Content-Type: text/plain; name="lantern.txt"',
  'Content-Disposition: attachment; filename="lantern.txt"',
  '',
  'The lantern weighs 320 kilograms.',
  '--cut',
  'Content-Type: application/octet-stream; name="setup.exe"',
  'Content-Disposition: attachment; filename="setup.exe"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from([0x4d, 0x5a, ...Array<number>(100).fill(0)]).toString('base64'),
  '--cut--',
  '',
].join('\r\n');

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
});

test('a mail is read with who wrote it, and its attachments are documents that know where they came from', async ({ page }) => {
  await upload(page, 'Offer.eml', Buffer.from(mail));
  await expect(row(page, 'Offer.eml').getByText('Ready')).toBeVisible({ timeout: 40_000 });
  await expect(row(page, 'lantern.txt')).toBeVisible({ timeout: 20_000 });
  await row(page, 'Offer.eml').getByRole('button', { name: 'Offer.eml', exact: true }).click();
  const reader = page.getByRole('region', { name: 'Reader: Offer.eml' });
  await expect(reader.getByRole('heading', { name: 'Offer for the lighthouse' })).toBeVisible();
  await expect(reader.getByText('From: Jane Doe <jane@example.com>')).toBeVisible();
  await reader.getByText('1 link').click();
  await expect(reader.getByText('https://example.com/plan')).toBeVisible();
  await expect(reader.locator('a[href*="example.com"]')).toHaveCount(0);

  await page.getByRole('button', { name: 'Actions for Offer.eml' }).click();
  await page.getByRole('menuitem', { name: 'Show its passages' }).click();
  const attachments = page.getByRole('region', { name: 'Attachments' });
  await expect(attachments.getByText(/setup\.exe/)).toContainText('a program');
  await attachments.getByRole('link', { name: 'lantern.txt' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'lantern.txt' })).toBeVisible();
  await page.getByRole('link', { name: 'Offer.eml' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Offer.eml' })).toBeVisible();
});

test('an archive becomes its documents, and says what it could not read, also after the page was left', async ({ page }) => {
  const archive = `drive-${test.info().retry}.zip`;
  await upload(page, archive, Buffer.from(zipSync({ 'keepers/Rota.txt': strToU8('Olive keeps the light on Mondays.'), 'Benches.ods': sheet(), 'broken.pdf': strToU8('Just words') })));
  const tray = page.getByRole('region', { name: 'Uploads' });
  // What another try has brought already is there already.
  await expect(tray.getByText(test.info().retry === 0 ? '2 documents, 1 not read' : /1 not read/)).toBeVisible({ timeout: 20_000 });
  await expect(tray.getByText('This file is named .pdf, but it contains plain text.')).toBeVisible();
  await expect(row(page, 'keepers/Rota.txt').getByText('Ready')).toBeVisible({ timeout: 40_000 });

  // Something in it is hidden, which its document says.
  await expect(row(page, 'Benches.ods').getByText('Partly read')).toBeVisible({ timeout: 40_000 });
  await row(page, 'Benches.ods').getByRole('button', { name: 'Benches.ods', exact: true }).click();
  const reader = page.getByRole('region', { name: 'Reader: Benches.ods' });
  // Rows keep the numbers of the sheet, also after one that is hidden in it.
  await expect(reader.getByRole('row', { name: '4 Pier lamp 88.00' })).toBeVisible();
  await expect(reader.getByText('Secret stool')).toHaveCount(0);

  await page.goto('/admin/documents');
  await page.getByRole('link', { name: 'Imports and archives' }).click();
  await page.getByRole('link', { name: archive }).click();
  await expect(page.getByRole('heading', { level: 1, name: archive })).toBeVisible();
  await expect(page.getByRole('row', { name: /Refused broken\.pdf This file is named \.pdf/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'keepers/Rota.txt' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import again' })).toHaveCount(0);
});

test('another archive of the same name is asked about, and in its place brings what changed', async ({ page }) => {
  const { retry } = test.info();
  const name = `buoys-${retry}.zip`;
  const archive = (files: Record<string, string>) => Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([file, words]) => [`buoys-${retry}/${file}`, strToU8(`${words} ${retry}`)]))));
  const tray = page.getByRole('region', { name: 'Uploads' });
  await upload(page, name, archive({ 'north.txt': 'The north buoy is red.', 'south.txt': 'The south buoy is green.' }));
  await expect(tray.getByText('2 documents')).toBeVisible({ timeout: 20_000 });
  await upload(page, name, archive({ 'north.txt': 'The north buoy is black.' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Replace it' }).click();
  await expect(tray.getByText('1 document')).toBeVisible({ timeout: 20_000 });
  await tray.getByRole('link', { name: 'All files of the archive' }).click();
  await expect(page.getByText(/1 updated, 1 no longer there/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove 1 document' })).toBeVisible();
});
