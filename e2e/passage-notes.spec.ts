import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type FakeLlm, startFakeLlm } from '../lib/ai/fake-llm-server';
import { noteAnswer } from '../lib/ingest/notes/test-note-writer';
import { signInAsOwner } from './signed-in';

let llm: FakeLlm;
test.beforeAll(async () => {
  llm = await startFakeLlm();
});
test.afterAll(() => llm.close());

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
});
test.afterEach(async ({ page }) => {
  await page.request.put('/api/models', { data: { provider: 'environment' } });
});

/** Passages of a document that a search by words finds, as they are shown. */
async function found(page: Page, documentId: string, words: string): Promise<string[]> {
  const answer = (await (await page.request.get(`/api/search?q=${encodeURIComponent(words)}&mode=keyword`)).json()) as { results: { documentId: string; excerpt: string }[] };
  return answer.results.filter((result) => result.documentId === documentId).map((result) => result.excerpt);
}

/** What axe finds on the page as it stands. */
async function faults(page: Page): Promise<string[]> {
  // What fades in has a colour of its own on the way.
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

async function openContext(page: Page, collection: string): Promise<void> {
  await page.goto('/admin/documents');
  await page.getByRole('button', { name: 'All collections' }).click();
  await page.getByRole('menuitemradio', { name: collection }).click();
  await page.getByRole('button', { name: collection, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Context by a language model' }).click();
}

test('context by a language model: estimated, confirmed, found by, quoted in the original, and reverted', async ({ page }) => {
  test.setTimeout(180_000);
  const { retry } = test.info();
  const collection = `Orchard ${retry}`;
  const footer = `Orchard archive copy ${retry}, for internal use only.`;
  const { id: collectionId } = (await (await page.request.post('/api/collections', { data: { name: collection } })).json()) as { id: string };
  const body = `# Orchard ${retry}\n\n## Trees\n\nPear trees of row ${retry} are pruned in February. ${footer}\n\n## Bees\n\nHives of row ${retry} stand south of the shed.\n`;
  const uploaded = await page.request.post(`/api/uploads?${new URLSearchParams({ name: `Orchard ${retry}.md`, collectionId })}`, {
    data: Buffer.from(body),
    headers: { 'content-type': 'application/octet-stream' },
  });
  const { document } = (await uploaded.json()) as { document: { id: string } };
  const ready = async () => ((await (await page.request.get(`/api/documents/${document.id}`)).json()) as { state: string }).state;
  await expect.poll(ready, { timeout: 60_000 }).toBe('ready');

  // Without a model the dialog says what is missing.
  const dialog = page.getByRole('dialog', { name: `Context for "${collection}"` });
  await openContext(page, collection);
  await expect(dialog).toContainText('This needs a language model, and none is set up.');
  await expect(dialog.getByRole('button', { name: 'Confirm and start' })).toBeHidden();

  llm.script(
    noteAnswer(({ text }) =>
      text.includes('Pear') ? { context: `These are the xanthic${retry} pruning rules of the estate.`, leave_out: [footer] } : { context: `This tells where the apiary${retry} of the estate is.` },
    ),
  );
  expect((await page.request.put('/api/models', { data: { provider: 'openai-compatible', baseUrl: llm.url, model: 'orchard-model' } })).ok()).toBe(true);
  await openContext(page, collection);
  await expect(dialog).toContainText('What it takes with orchard-model');
  await expect(dialog).toContainText('2 passages in 1 document');
  await expect(dialog).toContainText('no price is known for this model');
  expect(llm.requests).toEqual([]);
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Confirm and start' }).click();
  await expect(dialog).toContainText('On. 2 passages have been read.', { timeout: 60_000 });
  await expect(dialog).toContainText(/Spent\s*1 call, [\d,]+ tokens read/);

  await page.goto(`/admin/documents/${document.id}`);
  const pears = page.getByRole('listitem').filter({ hasText: 'Pear trees' }).filter({ visible: true });
  await expect(pears).toContainText(`These are the xanthic${retry} pruning rules of the estate.`);
  await expect(pears.getByText('Context by orchard-model')).toBeVisible();
  await expect(pears.locator('del')).toHaveText(footer);
  expect(await faults(page)).toEqual([]);
  // Found by a word that only the context has, and shown in the words of the document alone.
  const [excerpt] = await found(page, document.id, `xanthic${retry}`);
  expect(excerpt).toContain('Pear trees');
  expect(excerpt).not.toContain('xanthic');
  await page.goto(`/documents/${document.id}`);
  await expect(page.getByText(footer).filter({ visible: true })).toBeVisible();
  await expect(page.getByText(`xanthic${retry}`)).toHaveCount(0);

  await page.goto(`/admin/documents/${document.id}`);
  await pears.getByRole('button', { name: /^Revert the context/ }).click();
  await expect(pears).toContainText('Reverted, not searched');
  await expect(pears.locator('del')).toHaveCount(0);
  expect(await found(page, document.id, `xanthic${retry}`)).toEqual([]);
  await page.getByRole('button', { name: 'Accept all' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Hives' }).filter({ visible: true })).toContainText('Accepted');
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByRole('region', { name: 'Context by a language model' })).toContainText('1 call');
});

test('context is tried again where the model failed, and written again by another model when that is confirmed', async ({ page }) => {
  test.setTimeout(180_000);
  const { retry } = test.info();
  const collection = `Vineyard ${retry}`;
  const { id: collectionId } = (await (await page.request.post('/api/collections', { data: { name: collection } })).json()) as { id: string };
  const uploaded = await page.request.post(`/api/uploads?${new URLSearchParams({ name: `Vineyard ${retry}.md`, collectionId })}`, {
    data: Buffer.from(`# Vineyard ${retry}\n\n## Slopes\n\nVines of slope ${retry} are bound in March.\n`),
    headers: { 'content-type': 'application/octet-stream' },
  });
  const { document: vineyard } = (await uploaded.json()) as { document: { id: string } };
  await expect.poll(async () => ((await (await page.request.get(`/api/documents/${vineyard.id}`)).json()) as { state: string }).state, { timeout: 60_000 }).toBe('ready');
  const use = async (model: string) => expect((await page.request.put('/api/models', { data: { provider: 'openai-compatible', baseUrl: llm.url, model } })).ok()).toBe(true);

  // Refused for good: nothing tries it again but a person.
  await use('vine-one');
  llm.script({ status: 422 });
  const dialog = page.getByRole('dialog', { name: `Context for "${collection}"` });
  await openContext(page, collection);
  await dialog.getByRole('button', { name: 'Confirm and start' }).click();
  const tryAgain = dialog.getByRole('button', { name: 'Try again with 1 document' });
  await expect(tryAgain).toBeVisible({ timeout: 60_000 });
  expect(await faults(page)).toEqual([]);
  await page.goto(`/admin/documents/${vineyard.id}`);
  llm.script(noteAnswer(() => ({ context: `The viticole${retry} calendar of the estate.` })));
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  const vines = page.getByRole('listitem').filter({ hasText: 'Vines of slope' }).filter({ visible: true });
  await expect(vines).toContainText(`The viticole${retry} calendar of the estate.`, { timeout: 60_000 });

  await use('vine-two');
  llm.script(noteAnswer(() => ({ context: `The oenological${retry} calendar of the estate.` })));
  await openContext(page, collection);
  await expect(dialog).toContainText('Written by another model, or in vain');
  await expect(dialog).toContainText('vine-two can write this context again.');
  expect(await faults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(await found(page, vineyard.id, `viticole${retry}`)).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Confirm and write again' }).click();
  await expect(dialog.getByText('Written by another model, or in vain')).toBeHidden({ timeout: 60_000 });
  await expect.poll(() => found(page, vineyard.id, `oenological${retry}`), { timeout: 60_000 }).toHaveLength(1);
  expect(await found(page, vineyard.id, `viticole${retry}`)).toEqual([]);
});
