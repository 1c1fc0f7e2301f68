import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { signInAsOwner } from './signed-in';

const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
// The sample handbook may be loaded already: a comment at the end makes this another file with the same pages.
const expenses = Buffer.concat([readFileSync('samples/handbook/travel-and-expenses.pdf'), Buffer.from('\n% a copy\n')]);
const policy = (title: string) => Buffer.from(`# ${title}\n\nA night in a hotel is paid up to 140 euros.\n\n## Trains\n\nTrains are taken in second class.\n`);

async function upload(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  // The list comes once the page is alive; before that, nothing hears of a chosen file.
  await expect(page.getByText(/^(No documents yet|[\d,]+ documents?)$/)).toBeVisible();
  await page.getByTestId('upload-files').setInputFiles(files);
}

async function menu(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
});

test('documents are uploaded, get ready, are renamed, moved, deleted and brought back', async ({ page }) => {
  await page.goto('/admin/documents');
  await upload(page, [
    { name: 'Hotel rules.md', mimeType: 'text/markdown', buffer: policy('Hotel rules') },
    { name: 'Expenses.pdf', mimeType: 'application/pdf', buffer: expenses },
  ]);
  const tray = page.getByRole('region', { name: 'Uploads' });
  await expect(tray.getByText('2 files uploaded')).toBeVisible();
  await expect(row(page, 'Hotel rules.md').getByText('Ready')).toBeVisible({ timeout: 40_000 });
  await expect(row(page, 'Expenses.pdf').getByText(/Ready|Partly read/)).toBeVisible({ timeout: 40_000 });
  await tray.getByRole('button', { name: 'Close the list of uploads' }).click();

  await menu(page, 'Hotel rules.md', 'Rename');
  await page.getByLabel('Name', { exact: true }).fill('Hotels.md');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(row(page, 'Hotels.md')).toBeVisible();

  await page.getByRole('button', { name: 'All collections' }).click();
  await page.getByRole('menuitem', { name: 'New collection' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Travel');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('No document matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Travel' }).click();
  await page.getByRole('menuitemradio', { name: 'All collections' }).click();
  await menu(page, 'Hotels.md', 'Move to a collection');
  await page.getByRole('combobox', { name: 'Collection' }).click();
  await page.getByRole('option', { name: 'Travel' }).click();
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(row(page, 'Hotels.md').getByRole('cell', { name: 'Travel', exact: true })).toBeVisible();

  await menu(page, 'Hotels.md', 'Delete');
  await expect(row(page, 'Hotels.md')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Hotels.md').getByText('Ready')).toBeVisible();

  await menu(page, 'Hotels.md', 'Show its passages');
  await expect(page.getByRole('heading', { level: 1, name: 'Hotels.md' })).toBeVisible();
  await expect(page.getByRole('listitem').getByText('Trains are taken in second class.')).toBeVisible();
});

test('a file that is there already asks what to do, once for all', async ({ page }) => {
  await page.goto('/admin/documents');
  const files = ['Twin A.md', 'Twin B.md'].map((name) => ({ name, mimeType: 'text/markdown', buffer: policy(name) }));
  await upload(page, files);
  await expect(row(page, 'Twin B.md')).toBeVisible();
  await upload(page, files);
  const question = page.getByRole('dialog', { name: '2 files are there already' });
  await question.getByRole('button', { name: 'Keep both' }).click();
  await expect(row(page, 'Twin A (2).md')).toBeVisible();
  await expect(row(page, 'Twin B (2).md')).toBeVisible();
});

test('C1: a file that is not what its name says is refused with the reason, in the tray', async ({ page }) => {
  await page.goto('/admin/documents');
  await upload(page, [{ name: 'Invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html><html><body>hello</body></html>') }]);
  await expect(page.getByRole('region', { name: 'Uploads' }).getByText('This file is named .pdf, but it contains HTML.')).toBeVisible();
  await expect(row(page, 'Invoice.pdf')).toBeHidden();
});

test('documents are found, sorted and opened by keyboard', async ({ page }) => {
  await page.goto('/admin/documents');
  await upload(page, ['Alpha.md', 'Beta.md'].map((name) => ({ name, mimeType: 'text/markdown', buffer: policy(name) })));
  await page.getByLabel('Search by name').fill('alpha');
  await expect(row(page, 'Alpha.md').getByText('Ready')).toBeVisible({ timeout: 40_000 });
  await expect(row(page, 'Beta.md')).toBeHidden();
  expect(page.url()).toContain('q=alpha');
  await row(page, 'Alpha.md').focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('1 document selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('1 document selected')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/document=/);
});
