import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { loadSamples, signInAsOwner, teamName } from './signed-in';

const question = 'How many days of annual leave does a full-time employee have?';
const words = '26 working days';

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
  await loadSamples(page);
});

async function ask(page: Page, text = question): Promise<void> {
  await page.goto('/');
  const field = page.getByRole('textbox', { name: 'Your question' });
  await expect(field).toBeFocused();
  await field.fill(text);
  await field.press('Enter');
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible({ timeout: 60_000 });
}

// Only inside main: while a page streams in, React holds a hidden copy of it elsewhere in the document.
const answer = (page: Page) => page.getByRole('main').locator('.answer');
const footnotes = (page: Page) => page.getByRole('button', { name: /^Footnote \d+:/ });
const notesOf = (page: Page) => page.getByRole('region', { name: 'Sources' }).getByRole('listitem').allTextContents();

test('a question is answered with footnotes that open the exact words, and stays so after a reload', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: teamName })).toBeVisible();
  await ask(page);
  await expect(page).toHaveURL(/\/chat\/[\w-]{36}$/);
  await expect(page.getByRole('heading', { level: 2, name: question })).toBeVisible();
  await expect(answer(page)).toContainText(words);
  await expect(page.locator('[aria-live=polite]', { hasText: /^Answer ready, \d+ sources?$/ })).toBeAttached();

  const first = footnotes(page).first();
  const quote = page.locator(`[id="${await first.getAttribute('aria-describedby')}"]`);
  await expect(quote).toContainText(words);
  const box = await first.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);

  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?source=/);
  const reader = page.getByRole('complementary', { name: 'Reader' });
  await expect(reader.locator('mark').first()).toBeVisible();
  expect((await reader.locator('mark').allTextContents()).join('')).toContain(words);

  await page.reload();
  await expect(reader.locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(reader).toBeHidden();
  await expect(page).not.toHaveURL(/source=/);

  const before = await notesOf(page);
  expect(before.length).toBeGreaterThan(0);
  await page.reload();
  await expect(answer(page)).toContainText(words);
  expect(await notesOf(page)).toEqual(before);
});

test('focus goes into the reader and back to the footnote that opened it', async ({ page }) => {
  await ask(page);
  const first = footnotes(page).first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Reader' })).toBeVisible();
  await expect(first).not.toBeFocused();
  await page.keyboard.press('Escape');
  await expect(first).toBeFocused();
});

test('a thumb down asks for a reason, says who will see it, and is kept', async ({ page }) => {
  await ask(page);
  const down = page.getByRole('button', { name: 'This did not help' });
  await down.click();
  await expect(page.getByText('Admins of your team will see this question and answer.')).toBeVisible();
  await page.getByRole('radio', { name: 'Incomplete' }).click();
  await page.getByLabel(/What should it have said/).fill('The part for contractors is missing.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Your feedback was sent.')).toBeVisible();
  await page.reload();
  await expect(down).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'This helped' }).click();
  await expect(down).toHaveAttribute('aria-pressed', 'false');
});

test('editing a question and retrying an answer add siblings that can be switched', async ({ page }) => {
  await ask(page);
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.getByRole('textbox', { name: 'Your question' }).first().fill('How much does parental leave pay?');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'How much does parental leave pay?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('2 / 2')).toBeVisible();

  await page.getByRole('button', { name: 'Previous question' }).click();
  await expect(page.getByRole('heading', { level: 2, name: question })).toBeVisible();
  await expect(answer(page)).toContainText(words);
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: question })).toBeVisible();

  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('button', { name: 'Previous answer' })).toBeEnabled({ timeout: 60_000 });
});

test('an answer is copied with its notes, without, and as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ask(page);
  const copied = async (item: string) => {
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByText('Copied.').first()).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied('With notes')).toMatch(/26 working days[^]*¹[^]*\n\n1\. [^]+: "[^]+"/);
  expect(await copied('Without notes')).not.toMatch(/[¹²³]|\[\^/);
  expect(await copied('As Markdown')).toMatch(/\[\^1\][^]*\n\n\[\^1\]: /);
});

test('a draft survives a reload, and the palette asks from anywhere', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Your question' }).fill('A draft that is not sent');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Your question' })).toHaveValue('A draft that is not sent');
  await page.getByRole('textbox', { name: 'Your question' }).fill('');

  await page.goto('/search');
  const palette = page.getByPlaceholder(/Ask, or go to/);
  // A page that has just been opened does not hear its keys at once.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await palette.fill(question);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/chat\//);
  await expect(answer(page)).toContainText(words, { timeout: 60_000 });

  await page.getByRole('link', { name: 'Ask', exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('heading', { level: 1, name: teamName })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your question' })).toHaveValue('');
});

test('what the documents do not hold is said, with the closest passages', async ({ page }) => {
  await ask(page, 'What is the boiling point of tungsten on Venus?');
  await expect(footnotes(page)).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Closest passages' }).getByRole('button').first()).toBeVisible();
});

test('E1, E2: markup in a question stays text, and no request leaves for another host', async ({ page }) => {
  const strangers: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') strangers.push(request.url());
  });
  const markup = '<img src="https://evil.example/a.png" onerror="alert(1)"> ![x](https://evil.example/b.png) [leave](https://evil.example/) annual leave';
  await ask(page, markup);
  await expect(page.locator('main h2')).toContainText('<img src=');
  await expect(page.locator('main img, main iframe, main a[href^="http"]')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('main h2')).toContainText('<img src=');
  expect(strangers).toEqual([]);
});

test('a file attached in the composer joins the documents, shows its way, and the question is asked in it alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Questions these documents can answer' })).toBeVisible();
  const name = `Boathouse ${Date.now()}.md`;
  await page.getByTestId('attach-files').setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from('# Boathouse\n\nThe boathouse is open until half past nine in the evening.\n') });
  await expect(page.getByRole('list', { name: 'Attached files' }).getByText(name)).toBeVisible();
  const field = page.getByRole('textbox', { name: 'Your question' });
  await field.fill('Until when is the boathouse open?');
  // Until the file has been read, nothing can be asked in it.
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: `Ask in: ${name}` })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('list', { name: 'Attached files' })).toBeHidden();
  await field.press('Enter');
  await expect(answer(page)).toContainText('half past nine', { timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Sources' }).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Sources' })).toContainText(name);

  // What cannot be read says why, and does not stand in the way of asking.
  await page.getByTestId('attach-files').setInputFiles({ name: 'Invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html><html><body>hello</body></html>') });
  await expect(page.getByText('This file is named .pdf, but it contains HTML.')).toBeVisible();
  await field.fill('And on Sundays?');
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeEnabled();
  await page.getByRole('button', { name: 'Do not wait for Invoice.pdf' }).click();
  await expect(page.getByRole('list', { name: 'Attached files' })).toBeHidden();
});

test('the first load of the Ask page needs at most 200 KB of script, gzipped', async ({ page }) => {
  const scripts = new Map<string, number>();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    void response.body().then((body) => scripts.set(response.url(), gzipSync(body, { level: 9 }).length));
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(scripts.size).toBeGreaterThan(5);
  expect([...scripts.values()].reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200 * 1024);
});
