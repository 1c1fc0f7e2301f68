import { expect, type Page, test } from '@playwright/test';
import { type FakeReranker, startFakeReranker } from '../lib/ai/reranking/fake-rerank-server';
import { loadSamples, signInAsOwner } from './signed-in';

let server: FakeReranker;
test.beforeAll(async () => {
  server = await startFakeReranker(['annual leave', 'days']);
});
test.afterAll(() => server.close());

const section = (page: Page) => page.getByRole('region', { name: 'Order of results' });

async function choose(page: Page, provider: RegExp): Promise<void> {
  await section(page).getByRole('combobox', { name: 'Which model puts results in order' }).click();
  await page.getByRole('option', { name: provider }).click();
}

test('a reranking model is tried, kept, seen at work, missed with a notice, and given up', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAsOwner(page);
  await loadSamples(page);
  await page.goto('/admin/settings/models');
  await expect(section(page)).toContainText('Results stay in the order of Footnote’s own search.');

  await choose(page, /Own server/);
  await section(page).getByLabel('Address').fill('http://127.0.0.1:9/v1');
  await section(page).getByLabel('Model', { exact: true }).fill('e2e-reranker');
  await section(page).getByLabel('Key (optional)').fill('e2e-key');
  await section(page).getByRole('button', { name: 'Save' }).click();
  await expect(section(page)).toContainText('Does not work: The server at http://127.0.0.1:9/v1 could not be reached');
  await section(page).getByLabel('Address').fill(server.url);
  await section(page).getByRole('button', { name: 'Test' }).click();
  await expect(section(page)).toContainText('Works: “e2e-reranker” put 3 texts in the right order');
  await section(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It counts from the next question on.')).toBeVisible();
  await page.reload();
  await expect(section(page).getByLabel('Address')).toHaveValue(server.url);
  await expect(section(page).getByLabel('Key (optional)')).toHaveValue('••••••••');

  await page.goto('/admin/retrieval?q=How+much+vacation+do+I+get');
  const result = page.getByRole('table', { name: 'Passages with their scores' });
  await expect(result.getByRole('columnheader', { name: 'Reranked' })).toBeVisible();
  await expect(result).toContainText('no. 1');
  await expect(page.getByText('place and score that “e2e-reranker” gave to the first 30')).toBeVisible();

  server.script({ status: 500 });
  await page.goto('/search?q=How+long+may+I+stay+away');
  await expect(page.getByText('The reranker did not answer; results are in their ordinary order.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();

  // None, for whoever tests next.
  await page.goto('/admin/settings/models');
  await choose(page, /None/);
  await section(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It counts from the next question on.')).toBeVisible();
  await page.goto('/search?q=How+long+may+I+stay+away');
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await expect(page.getByText('The reranker did not answer')).toBeHidden();
});
