import { expect, type Page, test } from '@playwright/test';
import { type FakeEmbeddings, startFakeEmbeddings } from '../lib/ai/embedding/fake-embedding-server';
import { loadSamples, signInAsOwner } from './signed-in';

let server: FakeEmbeddings;
test.beforeAll(async () => {
  server = await startFakeEmbeddings({ dimensions: 128 });
});
test.afterAll(() => server.close());

const section = (page: Page) => page.getByRole('region', { name: 'Search by meaning' });

async function choose(page: Page, provider: RegExp): Promise<void> {
  await section(page).getByRole('combobox', { name: 'Which model reads' }).click();
  await page.getByRole('option', { name: provider }).click();
}

async function beginChange(page: Page): Promise<void> {
  await section(page).getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Have everything read by this model?' });
  // The model is tried and measured first.
  await expect(dialog).toContainText(/\d+ passages and about \d+ sentences of them/, { timeout: 60_000 });
  await expect(dialog).toContainText('Time: ');
  await dialog.getByRole('button', { name: 'Begin the change' }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
}

test('another embedding model is tried, estimated, confirmed, followed, and takes over', async ({ page }) => {
  test.setTimeout(300_000);
  await signInAsOwner(page);
  await loadSamples(page);
  await page.goto('/admin/settings/models');
  await expect(section(page)).toContainText('At present “all-MiniLM-L6-v2” serves');

  await choose(page, /Own server/);
  await section(page).getByLabel('Address').fill('http://127.0.0.1:9/v1');
  await section(page).getByLabel('Model', { exact: true }).fill('e2e-model');
  await section(page).getByRole('button', { name: 'Test' }).click();
  await expect(section(page)).toContainText('Does not work: The server at http://127.0.0.1:9/v1 could not be reached');
  await section(page).getByLabel('Address').fill(server.url);
  await section(page).getByRole('button', { name: 'Test' }).click();
  await expect(section(page)).toContainText('Works: “e2e-model” answered with vectors of 128 numbers', { timeout: 60_000 });

  // The fixed texts of a trial are answered; the documents are not.
  let busy = true;
  server.script((texts) => (busy && !texts.some((text) => /symphony|Vienna/.test(text)) ? { status: 429, headers: { 'retry-after': '300' } } : {}));
  await beginChange(page);
  const progress = page.getByRole('region', { name: 'Change of the model' });
  // It waits while the server has no time, and says so; what is given up can be begun again.
  await expect(progress).toContainText('Changing to “e2e-model”');
  await expect(progress).toContainText(/ of \d+ passages/);
  await expect(progress).toContainText('refuses for now: too many requests', { timeout: 60_000 });
  await progress.getByRole('button', { name: 'Cancel the change' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the change' }).click();
  await expect(progress).toBeHidden();
  await expect(section(page)).toContainText('At present “all-MiniLM-L6-v2” serves');
  busy = false;
  await choose(page, /Own server/);
  await section(page).getByLabel('Address').fill(server.url);
  await section(page).getByLabel('Model', { exact: true }).fill('e2e-model');
  await section(page).getByLabel('Key (optional)').fill('another-key');
  await beginChange(page);
  await expect(progress).toBeHidden({ timeout: 120_000 });
  await expect(section(page)).toContainText('At present “e2e-model” serves, with vectors of 128 numbers');
  await expect(section(page).getByLabel('Address')).toHaveValue(server.url);

  await page.goto('/search?q=How+much+vacation+do+I+get');
  await expect(page.getByRole('main')).toContainText('leave');
  server.script({ status: 503 });
  await page.goto('/search?q=How+long+may+I+stay+away');
  await expect(page.getByText('Search by meaning is unavailable; only passages with the same words are shown.')).toBeVisible();

  // Back to the built-in model, for whoever tests next.
  await page.goto('/admin/settings/models');
  await choose(page, /Built-in/);
  await section(page).getByRole('button', { name: 'Save' }).click();
  // As long as its vectors have not been cleared away, it serves again without being asked to read anything.
  const begin = page.getByRole('button', { name: 'Begin the change' });
  const serves = section(page).getByText('At present “all-MiniLM-L6-v2” serves');
  await expect(begin.or(serves)).toBeVisible({ timeout: 60_000 });
  if (await begin.isVisible()) await begin.click();
  await expect(serves).toBeVisible({ timeout: 120_000 });
});
