import type { Page } from '@playwright/test';
import type { FootnoteMessage } from '../lib/chats/chat-message';
import { askQuestion } from './ask-question';
import { handbook } from './handbook';
import { expect, test } from './portal';

const all = 1_000;
const atOnce = 100;
/** What stands in and near a window of 900 pixels; far fewer than there are. */
const mostDrawn = 40;

const made = (number: number): string => `made-${number}`;

/** A thousand messages, of which the last two are real: the others are told to the page in the portal's place. */
function longPath(real: FootnoteMessage[]): FootnoteMessage[] {
  const metadata = (number: number) => ({ status: 'complete' as const, parentId: number === 1 ? null : made(number - 1), createdAt: '2026-03-03T10:00:00.000Z', siblings: [made(number)] });
  const before = Array.from({ length: all - real.length }, (_, index): FootnoteMessage => {
    const number = index + 1;
    const turn = Math.ceil(number / 2);
    if (number % 2 === 1) return { id: made(number), role: 'user', metadata: metadata(number), parts: [{ type: 'text', text: `What was said in turn ${turn}?` }] };
    return {
      id: made(number),
      role: 'assistant',
      metadata: { ...metadata(number), model: 'extractive' },
      parts: [
        { type: 'data-citation', id: `note-${number}`, data: { id: `note-${number}`, number: 1, documentId: 'd', versionId: 'v', documentName: 'Minutes.md', start: 0, end: 9, quote: `Turn ${turn} was held.` } },
        { type: 'text', text: `In turn ${turn} this was said. ${'It goes on for a while. '.repeat(turn % 12)}[^1]\n\n- one\n- two`, state: 'done' },
      ],
    };
  });
  return [...before, ...real.map((message, index) => (index === 0 && message.metadata ? { ...message, metadata: { ...message.metadata, parentId: made(all - real.length) } } : message))];
}

/** Opens a chat whose path is a thousand messages long. */
async function openLongChat(page: Page): Promise<void> {
  await handbook(page);
  await askQuestion(page, 'How many days of annual leave do I have?');
  await expect(page).toHaveURL(/\/chat\//);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const chat = (await (await page.request.get(`/api/chats/${id}`)).json()) as { messages: FootnoteMessage[] };
  const path = longPath(chat.messages.slice(-2));
  await page.route(`**/api/chats/${id}*`, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const before = new URL(route.request().url()).searchParams.get('before');
    const end = before ? path.findIndex((message) => message.id === before) : path.length;
    await route.fulfill({ json: { ...chat, messages: path.slice(Math.max(0, end - atOnce), end) } });
  });
  // The page looks again when the window is come back to.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.getByRole('feed', { name: 'Questions and answers' })).toBeVisible();
}

const drawn = (page: Page) => page.locator('[role=feed] > article').count();
const elements = (page: Page) => page.evaluate(() => document.querySelectorAll('main *').length);
const scroll = (page: Page, by: number) => page.evaluate((pixels) => document.querySelector('main')?.scrollBy(0, pixels), by);

test('a chat of 1,000 messages draws what is near the view, and goes back to its beginning', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLongChat(page);
  // It opens at its end.
  await expect(page.getByRole('button', { name: 'This helped' }).last()).toBeInViewport();
  expect(await drawn(page)).toBeLessThanOrEqual(mostDrawn);
  const nodes = await elements(page);

  // What is loaded above leaves what is read where it is.
  const held = page.getByRole('heading', { name: 'What was said in turn 452?' });
  await expect(async () => {
    await scroll(page, -700);
    await expect(held).toBeInViewport({ timeout: 500 });
  }).toPass();
  const place = async () => (await held.boundingBox())?.y ?? Number.NaN;
  const before = await place();
  await expect(page.locator('[role=feed] > article').first()).toHaveAttribute('aria-setsize', '200');
  await expect.poll(async () => Math.abs((await place()) - before)).toBeLessThan(4);

  // All the way up: a page at a time, and never much of it in the page.
  const first = page.getByRole('heading', { name: 'What was said in turn 1?', exact: true });
  await expect(async () => {
    await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
    expect(await drawn(page)).toBeLessThanOrEqual(mostDrawn);
    await expect(first).toBeInViewport({ timeout: 300 });
  }).toPass({ timeout: 60_000 });
  await expect(page.locator('[role=feed] > article').first()).toHaveAttribute('aria-setsize', String(all));
  await expect(page.getByRole('button', { name: 'Earlier questions' })).toHaveCount(0);
  // A line of plain words for each message that is not drawn, and nothing else, has been added.
  const loaded = await elements(page);
  expect(loaded).toBeLessThan(nodes + 1.5 * all);

  // The browser's own search finds what is not drawn, and brings it into view.
  const found = page.getByRole('heading', { name: 'What was said in turn 250?', exact: true });
  await expect(found).toHaveCount(0);
  await page.evaluate((id) => document.querySelector(`[data-unseen="${id}"]`)?.dispatchEvent(new Event('beforematch', { bubbles: true })), made(499));
  await expect(found).toBeInViewport();

  // What has the focus stays, however far one scrolls.
  const note = page.locator(`[data-message="${made(500)}"] button.footnote`);
  await note.focus();
  await scroll(page, 30_000);
  await expect(page.getByRole('heading', { name: 'What was said in turn 251?' })).toHaveCount(0);
  await expect(note).toBeFocused();
  expect(await drawn(page)).toBeLessThanOrEqual(mostDrawn);

  // On paper everything stands.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('main h2')).toHaveCount(all / 2);
  const printed = await elements(page);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('main h2')).not.toHaveCount(all / 2);

  // An answer at the end is followed while it is written, with as little in the page.
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 1e9));
  await page.getByRole('button', { name: 'To the end' }).click({ timeout: 2_000 }).catch(() => {});
  await watchLongTasks(page);
  await page.getByRole('textbox', { name: 'Your question' }).fill('How much may a hotel in Paris cost?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'How much may a hotel in Paris cost?' })).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Share', exact: true }).last()).toBeInViewport({ timeout: 60_000 });
  expect(await drawn(page)).toBeLessThanOrEqual(mostDrawn);
  console.log(`measured: ${nodes} elements with ${atOnce} messages loaded, ${loaded} with all ${all}, ${printed} when all are drawn; ${await longTasks(page)}`);
});

type Watched = Window & { longTasks?: number[] };

/** Notes, from now on, how long the page was busy without a pause where that was more than 50 ms. */
async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: number[] = [];
    (window as Watched).longTasks = durations;
    new PerformanceObserver((list) => durations.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
  });
}

async function longTasks(page: Page): Promise<string> {
  const durations = await page.evaluate(() => (window as Watched).longTasks ?? []);
  return `while an answer was asked for and written, ${durations.length} tasks of more than 50 ms, the longest ${Math.round(Math.max(0, ...durations))} ms`;
}
