// A connection that breaks, at each moment at which a person would lose something by it.
import { expect, type Page, test } from '@playwright/test';
import { type FakeLlm, startFakeLlm } from '../lib/ai/fake-llm-server';
import { type Proxy, startProxy } from './proxy';
import { loadSamples, signInAsOwner } from './signed-in';

const question = 'How many days of annual leave does a full-time employee have?';

let llm: FakeLlm;
let proxy: Proxy;

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

test.beforeEach(async ({ page, baseURL }) => {
  llm = await startFakeLlm();
  proxy = await startProxy(baseURL ?? '');
  await signInAsOwner(page);
  await loadSamples(page);
  expect((await page.request.put('/api/models', { data: { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake' } })).ok()).toBe(true);
});

test.afterEach(async ({ page }) => {
  await page.request.put('/api/models', { data: { provider: 'environment' } });
  await proxy.close();
  await llm.close();
});

const answer = (page: Page) => page.getByRole('main').locator('.answer');
const field = (page: Page) => page.getByRole('textbox', { name: 'Your question' });
const said = (page: Page, words: string | RegExp) => page.locator('[aria-live=polite]', { hasText: words });

/** An answer that stops in its middle until the returned function is called. */
function answerInTwo(): () => void {
  let finish = () => {};
  const until = new Promise<void>((resolve) => (finish = resolve));
  llm.script({ text: ['Twenty-six working days [1]. ', 'Part-time employees have fewer [1].'], hold: { at: 1, until } });
  return finish;
}

async function ask(page: Page, text = question): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}

test('K4: an answer goes on where it was after the connection broke, without a word twice', async ({ page }) => {
  const finish = answerInTwo();
  await page.goto(proxy.url);
  await ask(page);
  await expect(answer(page)).toContainText('Twenty-six working days');
  proxy.cut();
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  await expect(page.getByText('The portal cannot be reached.')).toBeVisible();
  // While it is away, links lead nowhere rather than to the browser's error page.
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await expect(page.getByText('Other pages open when it can be reached again.')).toBeVisible();
  proxy.mend();
  await expect(page.getByText('Reconnecting…')).toBeHidden();
  finish();
  await expect(answer(page)).toContainText('Part-time employees have fewer');
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  expect((await answer(page).innerText()).match(/Twenty-six/g)).toHaveLength(1);
  await expect(said(page, /^Answer ready, \d sources?$/)).toHaveCount(1);
  await expect(page.getByText('The portal cannot be reached.')).toBeHidden();
});

test('K4: an answer that ended while the connection was broken is there afterwards, and announced', async ({ page }) => {
  const finish = answerInTwo();
  await page.goto(proxy.url);
  await ask(page);
  await expect(answer(page)).toContainText('Twenty-six working days');
  proxy.cut();
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  finish();
  const chat = `/api/chats/${new URL(page.url()).pathname.split('/').at(-1)}`;
  await expect.poll(async () => ((await (await page.request.get(chat)).json()) as { running: boolean }).running).toBe(false);
  proxy.mend();
  await expect(answer(page)).toContainText('Part-time employees have fewer');
  await expect(said(page, /^Answer ready/)).toHaveCount(1);
});

test('a question asked without a connection is not lost: it is sent when there is one', async ({ page }) => {
  llm.script({ text: ['Twenty-six working days [1].'] });
  await page.goto(proxy.url);
  await expect(page.getByRole('region', { name: 'Questions these documents can answer' })).toBeVisible();
  // Not even the part of the page that shows a chat has been loaded.
  proxy.cut();
  await page.getByRole('button', { name: 'What is your cancellation policy?' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'What is your cancellation policy?' })).toBeVisible();
  await expect(page.getByText('The portal cannot be reached.')).toBeVisible();
  proxy.mend();
  await expect(answer(page)).toContainText('Twenty-six working days');
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();

  proxy.cut();
  await ask(page, 'And for contractors?');
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  await expect(page.getByText('The portal cannot be reached.')).toBeVisible();
  proxy.mend();
  await expect(answer(page)).toHaveCount(2);
  await expect(page.getByRole('heading', { level: 2, name: 'And for contractors?' })).toHaveCount(1);
});

test('Stop ends an answer at once and keeps its words', async ({ page }) => {
  const finish = answerInTwo();
  await page.goto('/');
  await ask(page);
  await expect(answer(page)).toContainText('Twenty-six working days');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('You stopped this answer.')).toBeVisible();
  finish();
  await expect(said(page, 'Answer stopped')).toBeAttached();
  await page.reload();
  await expect(answer(page)).toContainText('Twenty-six working days');
  await expect(answer(page)).not.toContainText('Part-time');
});

test('K4: two tabs of one chat show the same answer while it is written, and the older one catches up', async ({ page, context }) => {
  const finish = answerInTwo();
  await page.goto('/');
  await ask(page);
  await expect(answer(page)).toContainText('Twenty-six working days');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(answer(other)).toContainText('Twenty-six working days');
  finish();
  for (const tab of [page, other]) {
    await expect(answer(tab)).toContainText('Part-time employees have fewer');
    await expect(tab.getByRole('button', { name: 'Retry' })).toBeVisible();
  }

  llm.script({ text: ['Contractors have none [1].'] });
  await ask(other, 'And for contractors?');
  await expect(answer(other).last()).toContainText('Contractors have none');
  // What a browser says when a person turns back to the tab.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(answer(page).last()).toContainText('Contractors have none');
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveCount(2);
});

test('a closed tab loses nothing: the chat shows its answer when it is opened again', async ({ page, context }) => {
  const finish = answerInTwo();
  await page.goto('/');
  await ask(page);
  await expect(answer(page)).toContainText('Twenty-six working days');
  const address = page.url();
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await expect(answer(again)).toContainText('Twenty-six working days');
  finish();
  await expect(answer(again)).toContainText('Part-time employees have fewer');
});

test('the documents table, the reader and the search say that the portal is away, and go on when it is back', async ({ page }) => {
  await page.goto(`${proxy.url}/admin/documents`);
  await expect(page.getByRole('row', { name: /leave-policy\.docx/ })).toBeVisible();
  proxy.cut();
  await page.getByLabel('Search by name').fill('leave');
  await expect(page.getByRole('alert').filter({ hasText: 'This table is as it was before.' })).toBeVisible();
  await page.getByRole('row', { name: /leave-policy\.docx/ }).getByRole('button', { name: 'leave-policy.docx', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Reader' })).toBeVisible();
  proxy.mend();
  await expect(page.getByRole('row', { name: /price-list\.xlsx/ })).toBeHidden();
  await expect(page.getByText('This table is as it was before.')).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Reader' }).getByText('Leave policy').first()).toBeVisible();
});
