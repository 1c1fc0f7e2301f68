import { expect, test } from '@playwright/test';
import { signInAsOwner } from './signed-in';

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
});
// Other tests wait for their documents.
test.afterEach(async ({ page }) => {
  await page.request.patch('/api/queue', { data: { paused: false } });
});

test('reading is paused and resumed, watched, and its end is told; each document has its timeline', async ({ page }) => {
  expect((await page.request.patch('/api/queue', { data: { paused: true } })).ok()).toBe(true);
  for (const name of ['Tides.md', 'Winds.md']) {
    const data = Buffer.from(`# ${name}\n\nWhat keepers have to know of it, written down for the night watch.\n`);
    expect((await page.request.post(`/api/uploads?name=${name}`, { headers: { 'content-type': 'application/octet-stream' }, data })).status()).toBe(201);
  }
  await page.goto('/admin/documents');
  const status = page.getByRole('region', { name: 'Reading of documents' });
  await expect(status.getByText('0 of 2 read, paused by Olive Owner')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Tides.md' }).getByText('Waiting')).toBeVisible();

  await status.getByRole('button', { name: 'Resume reading' }).click();
  await expect(page.getByText('2 documents read.')).toBeVisible({ timeout: 40_000 });
  await expect(status.getByRole('progressbar')).toBeHidden();

  await page.getByRole('button', { name: 'Actions for Tides.md' }).click();
  await page.getByRole('menuitem', { name: 'Show its passages' }).click();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  const steps = page.getByRole('table', { name: /^Steps of reading/ });
  await expect(steps.getByRole('row').filter({ hasText: 'Cut' }).getByText('1 passage')).toBeVisible();
});

test('all that failed is read again with one press', async ({ page }) => {
  const data = Buffer.from('%PDF-1.4\nnothing that a PDF has');
  expect((await page.request.post('/api/uploads?name=Torn.pdf', { headers: { 'content-type': 'application/octet-stream' }, data })).status()).toBe(201);
  await page.goto('/admin/documents');
  const row = page.getByRole('row').filter({ hasText: 'Torn.pdf' });
  await expect(row.getByText('Failed')).toBeVisible({ timeout: 40_000 });
  await page.getByRole('button', { name: /^Retry \d+ failed document/ }).click();
  await expect(page.getByText(/^\d+ documents? will be read again\.$/)).toBeVisible();
  await expect(row.getByText('Failed')).toBeVisible({ timeout: 40_000 });
});
