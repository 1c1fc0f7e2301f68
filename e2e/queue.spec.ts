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

test('what failed is read again with one press, where that can help, and otherwise it is said why not', async ({ page }) => {
  const data = Buffer.from('%PDF-1.4\nnothing that a PDF has');
  expect((await page.request.post('/api/uploads?name=Torn.pdf', { headers: { 'content-type': 'application/octet-stream' }, data })).status()).toBe(201);
  await page.goto('/admin/documents');
  await expect(page.getByRole('row').filter({ hasText: 'Torn.pdf' }).getByText('Failed')).toBeVisible({ timeout: 40_000 });
  const status = page.getByRole('region', { name: 'Reading of documents' });
  await expect(status.getByText(/^Another try would not help the .*\d+ (is|are) damaged/)).toBeVisible();
  await expect(status.getByRole('button', { name: /^Retry/ })).toHaveCount(0);

  // A failure that may pass cannot be brought about from here: the page is told of one.
  await page.route('**/api/queue', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), retryable: 1 } });
  });
  await page.reload();
  await status.getByRole('button', { name: 'Retry 1 failed document' }).click();
  await expect(page.getByText('0 documents will be read again.')).toBeVisible();
});
