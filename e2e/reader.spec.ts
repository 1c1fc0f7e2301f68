import { expect, type Page, test } from '@playwright/test';
import { askQuestion } from './ask-question';
import { handbook } from './handbook';
import { signInAsOwner } from './signed-in';

// What the sample handbook says, word for word, in each format; some run over a line, a page column, or the cells of a table.
const quotes = [
  ['travel-and-expenses.pdf', 'Second class is standard; first class is paid for journeys of more than 3 hours if you work on the way.'],
  ['cancellation-and-refunds.pdf', 'After production has started | Free | 25 % of the price'],
  ['leave-policy.docx', 'After three years with the company it is 28 days, after six years 30 days.'],
  ['onboarding.pptx', 'Lunch with your team is on us'],
  ['price-list.xlsx', 'HP-1015 | Wren stacking chair | Beech | 129.00'],
  ['per-diem-rates.csv', 'France | Paris | 180'],
  ['support-faq.html', 'The mechanisms of sit-stand desks have a warranty of 10 years.'],
  ['security-guide.md', 'It never expires, but you change it at once when the security team asks you to.'],
  ['office-handbook.txt', 'A room that stays empty for 10 minutes after the start of a meeting is released.'],
] as const;

type Content = { versionId: string; text: string };

/** What a person sees marked: the words of marks in text, or the words of the drawn page that lie under the boxes. */
async function markedWords(page: Page): Promise<string> {
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  if ((await page.locator('.reader-page').count()) > 0) await expect(page.locator('.reader-page:has([data-mark="quote"]) .reader-page-text span').first()).toBeAttached();
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll<HTMLElement>('[data-mark="quote"]')];
    if (!marks[0]?.classList.contains('reader-page-mark')) return marks.map((mark) => mark.textContent).join(' ');
    const boxes = marks.map((mark) => mark.getBoundingClientRect());
    const under: string[] = [];
    for (const layer of document.querySelectorAll('.reader-page-text')) {
      const nodes = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const words = node.textContent ?? '';
        for (let at = 0; at < words.length; at += 1) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { left, width, top, height } = range.getBoundingClientRect();
          const x = left + width / 2;
          const y = top + height / 2;
          if (boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) under.push(words[at] ?? '');
        }
      }
    }
    return under.join('');
  });
}

/** Words alone: pages, cells and lines put white space and separators where the text has others. */
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');

test.describe.configure({ mode: 'serial' });

test('G2, G3: a quote of each format opens with exactly its words marked, and so it does after a reload', async ({ page }) => {
  test.setTimeout(240_000);
  const documents = await handbook(page);
  for (const [name, quote] of quotes) {
    await test.step(name, async () => {
      const id = documents.get(name);
      const content = (await (await page.request.get(`/api/documents/${id}/versions/current/content`)).json()) as Content;
      const start = content.text.indexOf(quote);
      expect(start, `${name} says: ${quote}`).toBeGreaterThanOrEqual(0);
      await page.goto(`/documents/${id}?version=${content.versionId}&start=${start}&end=${start + quote.length}`);
      await expect.poll(async () => bare(await markedWords(page)), { message: name }).toBe(bare(quote));
      await page.reload();
      await expect.poll(async () => bare(await markedWords(page)), { message: `${name} after a reload` }).toBe(bare(quote));
    });
  }
});

test('G2: where the words cannot be placed nothing is marked, and the reader says so', async ({ page }) => {
  const documents = await handbook(page);
  const id = documents.get('security-guide.md');
  await page.goto(`/documents/${id}?start=900000&end=900010`);
  await expect(page.getByText('We could not place these words')).toBeVisible();
  await expect(page.locator('[data-mark]')).toHaveCount(0);
  await page.goto('/documents/018f0000-0000-7000-8000-000000000000?start=1&end=5');
  await expect(page.getByText('does not exist, or you do not have access to it')).toBeVisible();
});

test('G2, G3: a footnote opens its quote, in the stream, after a reload and from a link', async ({ page }) => {
  test.setTimeout(180_000);
  await handbook(page);
  for (const question of ['What is the cancellation fee after production has started?', 'How many days of annual leave do I have after six years?', 'How much may a hotel in Paris cost?']) {
    await test.step(question, async () => {
      const footnote = await askQuestion(page, question);
      const quote = ((await page.locator(`[id="${await footnote.getAttribute('aria-describedby')}"]`).textContent()) ?? '').replace(/[“”]/g, '');
      expect(bare(quote)).not.toBe('');
      await footnote.click();
      await expect(page).toHaveURL(/[?&]source=/);
      await expect.poll(async () => bare(await markedWords(page))).toBe(bare(quote));
      await page.reload();
      await expect.poll(async () => bare(await markedWords(page))).toBe(bare(quote));
    });
  }
});

test('the reader is used by keyboard: Esc gives the focus back to the footnote, search inside walks through its finds', async ({ page }) => {
  await handbook(page);
  const footnote = await askQuestion(page, 'How long is the warranty on a sit-stand desk?');
  await footnote.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-mark="quote"]').first()).toBeFocused();
  await page.getByRole('button', { name: 'Where is this said?' }).click();
  await page.keyboard.type('warranty');
  await expect(page.locator('[data-mark="current"]')).toBeInViewport();
  await expect(page.getByRole('status').filter({ hasText: /^1 of \d+$/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^2 of \d+$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-mark="current"]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/source=/);
  await expect(footnote).toBeFocused();
});

test('[ and ] walk through the footnotes of the answer, and the list of other passages opens each', async ({ page }) => {
  await handbook(page);
  await askQuestion(page, 'How many days of annual leave do I have after six years?');
  const quotes = await page.getByRole('region', { name: 'Sources' }).locator('[id^="quote-"]').allTextContents();
  expect(quotes.length).toBeGreaterThan(1);
  const shows = (number: number) => expect.poll(async () => bare(await markedWords(page))).toBe(bare(quotes[number - 1] ?? ''));
  const reader = page.getByRole('complementary', { name: 'Reader' });
  await page.locator('button.footnote').first().click();
  await shows(1);
  await expect(reader.getByText(`1 of ${quotes.length}`)).toBeVisible();
  await page.keyboard.press(']');
  await shows(2);
  await expect(reader.getByText(`2 of ${quotes.length}`)).toBeVisible();
  await page.keyboard.press('[');
  await shows(1);
  await page.keyboard.press('[');
  await shows(1);
  // Where a key is being typed it is a letter.
  await page.getByRole('textbox', { name: 'Your question' }).pressSequentially(']');
  await expect(page.getByRole('textbox', { name: 'Your question' })).toHaveValue(']');
  await shows(1);
  await page.getByRole('textbox', { name: 'Your question' }).fill('');
  await reader.getByText(/^Other passages used from this document/).click();
  await reader.getByRole('listitem').getByRole('button').first().click();
  await expect(reader.getByText(`1 of ${quotes.length}`)).toBeHidden();
});

test('a sheet is shown with its row numbers and its header in view, slides with their numbers', async ({ page }) => {
  const documents = await handbook(page);
  const place = async (name: string, quote: string) => {
    const id = documents.get(name);
    const { text, versionId } = (await (await page.request.get(`/api/documents/${id}/versions/current/content`)).json()) as Content;
    const start = text.indexOf(quote);
    return `/documents/${id}?version=${versionId}&start=${start}&end=${start + quote.length}`;
  };
  await page.goto(await place('per-diem-rates.csv', 'France | Paris | 180'));
  const row = page.getByRole('row', { name: /France Paris 180/ });
  // The fourteenth line of the file.
  await expect(row.getByRole('rowheader')).toHaveText('14');
  await expect(row).toBeInViewport();
  await expect(page.getByRole('columnheader', { name: 'City' })).toBeInViewport();

  await page.goto(await place('price-list.xlsx', 'HP-1015 | Wren stacking chair'));
  await expect(page.getByRole('row', { name: /HP-1015/ }).getByRole('rowheader')).toHaveText('5');
  await expect(page.getByRole('heading', { name: 'Chairs' })).toBeVisible();

  await page.goto(await place('onboarding.pptx', 'Lunch with your team is on us'));
  await expect(page.getByText('Slide 3 of 8')).toBeVisible();
  await expect(page.getByText('Slide 3', { exact: true })).toBeVisible();
});

test('the contents lead to headings and pages, on demand', async ({ page }) => {
  const documents = await handbook(page);
  await page.goto(`/documents/${documents.get('cancellation-and-refunds.pdf')}`);
  await expect(page.getByText('p. 1 of 2')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Contents' })).toBeHidden();
  await page.getByRole('button', { name: 'Contents' }).click();
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByRole('button', { name: /^Orders by companies/ }).click();
  await expect(page.getByText('p. 2 of 2')).toBeVisible();
  await contents.getByRole('tab', { name: 'Pages' }).click();
  await expect(contents.getByRole('button', { name: 'Page 2' })).toHaveAttribute('aria-current', 'page');
  await contents.getByRole('button', { name: 'Page 1' }).click();
  await expect(page.getByText('p. 1 of 2')).toBeVisible();

  // On a phone they stand over the text, and give way to what was chosen.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/documents/${documents.get('leave-policy.docx')}`);
  await page.getByRole('button', { name: 'Contents' }).click();
  await page.getByRole('button', { name: 'Carrying over leave' }).click();
  await expect(page.getByRole('navigation', { name: 'Contents' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Carrying over leave' })).toBeInViewport();
});

test('G4: an older version says when its passage changed and how, keeps its words marked, and leads to the newest one', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signInAsOwner(page);
  const name = `Parking ${test.info().workerIndex}-${test.info().retry}.md`;
  const rule = (days: number) => `# Parking\n\nA parking permit for the north yard is valid for ${days} days.\n`;
  const upload = async (days: number) => {
    const answer = await page.request.post(`/api/uploads?name=${encodeURIComponent(name)}&onDuplicate=replace`, { data: Buffer.from(rule(days)), headers: { 'content-type': 'application/octet-stream' } });
    const { document } = (await answer.json()) as { document: { id: string } };
    const content = async () => ((await (await page.request.get(`/api/documents/${document.id}/versions/current/content`)).json()) as Partial<Content>).text ?? '';
    await expect.poll(content, { timeout: 60_000 }).toContain(`${days} days`);
    return document.id;
  };
  const id = await upload(40);
  const footnote = await askQuestion(page, 'For how many days is a parking permit for the north yard valid?');
  await upload(50);
  await footnote.click();
  await expect(page.getByText(/^This answer quotes version 1\. This passage changed on .+, with version 2\.$/)).toBeVisible();
  await expect.poll(async () => bare(await markedWords(page))).toContain('validfor40days');
  await page.getByRole('button', { name: 'Show what changed' }).click();
  await expect(page.getByRole('deletion')).toContainText('40');
  await expect(page.getByRole('insertion')).toContainText('50');

  await page.getByRole('button', { name: 'Copy link to this passage' }).click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Open the newest version' }).click();
  await expect.poll(async () => bare(await markedWords(page))).toContain('validfor50days');
  await expect(page.getByText('This passage changed on')).toBeHidden();

  // The link leads to the same words in the same version, outside of the chat.
  await page.goto(link);
  expect(page.url()).toContain(`/documents/${id}?version=`);
  await expect(page.getByText(/^This is version 1\. This passage changed on/)).toBeVisible();
  await expect.poll(async () => bare(await markedWords(page))).toContain('validfor40days');
});
