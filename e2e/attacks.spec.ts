// A model that does what an attacker wants, and one in trouble, as a person sees them.
import { expect, type Page, test } from '@playwright/test';
import { type FakeLlm, startFakeLlm } from '../lib/ai/fake-llm-server';
import { images } from '../lib/attacks/cases/images';
import { links } from '../lib/attacks/cases/links';
import { ownOrigin } from '../lib/attacks/cases/own-origin';
import { readPrompt } from '../lib/attacks/obeying-model';
import { loadSamples, signInAsOwner } from './signed-in';

const question = 'How many days of annual leave does a full-time employee have?';

let llm: FakeLlm;

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

test.beforeEach(async ({ page }) => {
  llm = await startFakeLlm();
  await signInAsOwner(page);
  await loadSamples(page);
  expect((await page.request.put('/api/models', { data: { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake' } })).ok()).toBe(true);
});

test.afterEach(async ({ page }) => {
  await page.request.put('/api/models', { data: { provider: 'environment' } });
  await llm.close();
});

const answer = (page: Page) => page.getByRole('main').locator('.answer').filter({ visible: true });

async function ask(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.keyboard.press('Enter');
}

test('E2: an answer full of what loads by itself asks no other host, live and after a reload', async ({ page, context, baseURL }) => {
  const own = new URL(baseURL ?? '').host;
  const strangers: string[] = [];
  const refused: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(?:http|ws)/.test(url.protocol) && url.host !== own) strangers.push(request.url());
  });
  // What the policy of the page has to stop was tried already.
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  const attacks = [...images, ...links, ...ownOrigin];
  llm.script((request) => {
    const seen = readPrompt(request);
    const said = attacks.flatMap(({ says }) => {
      const spoken = typeof says === 'function' ? says(seen) : says;
      return typeof spoken === 'string' ? [spoken] : [];
    });
    return { text: ['It begins.\n\n', ...said.map((one) => `${one}\n\n`), 'It ends.'], delay: 5 };
  });
  await ask(page);
  for (const look of ['live', 'after a reload']) {
    await test.step(look, async () => {
      await expect(answer(page)).toContainText('It ends.', { timeout: 60_000 });
      await expect(page.getByRole('button', { name: 'This helped' }).filter({ visible: true })).toBeVisible();
      await expect(answer(page).locator('img, picture, source, iframe, object, embed, form, input, link, style, script, base, meta, video, audio, area, a, svg image, svg use, [src], [href], [style], [action]')).toHaveCount(0);
      await page.reload();
    });
  }
  expect(strangers).toEqual([]);
  expect(refused).toEqual([]);
});

test('K3: a busy model is waited for, and when it stays silent the passages are shown with a way to ask again', async ({ page }) => {
  llm.script({ status: 429, headers: { 'retry-after': '3' } }, { status: 401 });
  await ask(page);
  await expect(page.getByText('The model is busy, retrying (2/3)').filter({ visible: true })).toBeVisible();
  await expect(page.getByText('The model did not answer; these sentences are taken directly from your documents.').filter({ visible: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Passages found' }).getByRole('button').first()).toBeVisible();
  llm.script({ text: ['Twenty-six working days [1].'] });
  await page.getByRole('button', { name: 'Retry' }).filter({ visible: true }).click();
  await expect(answer(page)).toContainText('Twenty-six working days');
  await expect(page.getByText('The model did not answer').filter({ visible: true })).toHaveCount(0);
});

test('K3: an answer that breaks off keeps its words, says so, also after a reload, and can be asked for again', async ({ page }) => {
  llm.script({ text: ['Twenty-six working ', 'days in all', ' and more'], delay: 50, cutAt: 2 });
  await ask(page);
  for (const look of ['live', 'after a reload']) {
    await test.step(look, async () => {
      await expect(page.getByRole('main').locator('p').filter({ hasText: 'Answer interrupted', has: page.getByRole('button', { name: 'Retry' }) })).toBeVisible();
      await expect(answer(page)).toContainText('Twenty-six working days in all');
      if (look === 'live') await page.reload();
    });
  }
  expect(llm.requests).toHaveLength(1);
  llm.script({ text: ['All of it this time.'] });
  await page.getByRole('button', { name: 'Retry' }).filter({ visible: true }).first().click();
  await expect(answer(page)).toContainText('All of it this time.');
  await expect(page.getByText('Answer interrupted', { exact: true }).filter({ visible: true })).toHaveCount(0);
});
