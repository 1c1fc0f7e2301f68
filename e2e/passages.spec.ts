import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import PDFDocument from 'pdfkit';
import { askQuestion } from './ask-question';
import { signInAsOwner } from './signed-in';

const sections = [
  '## Burrows\n\nWombats dig burrows of thirty metres under the north field. Nobody may drive a tractor there in winter.',
  '## Lanterns\n\nLanterns are lit at dusk along the harbour wall. They are put out at dawn.',
  '## Ferries\n\nFerries cross to the island every second hour.',
];
const text = (title: string, changed = sections) => Buffer.from(`# ${title}\n\n${changed.join('\n\n')}\n`);

/** Uploads a document, or a new version of one, and waits until it is read. */
async function upload(page: Page, name: string, body: Buffer, documentId?: string): Promise<string> {
  const query = new URLSearchParams({ name, ...(documentId && { documentId }) });
  const before = documentId && (await stateOf(page, documentId)).currentVersionId;
  const answer = await page.request.post(`/api/uploads?${query}`, { data: body, headers: { 'content-type': 'application/octet-stream' } });
  const { document } = (await answer.json()) as { document: { id: string } };
  await expect
    .poll(async () => {
      const { state, currentVersionId } = await stateOf(page, document.id);
      return state === 'ready' && currentVersionId !== before;
    }, { timeout: 60_000 })
    .toBe(true);
  return document.id;
}

async function stateOf(page: Page, id: string): Promise<{ state: string; currentVersionId?: string }> {
  return (await (await page.request.get(`/api/documents/${id}`)).json()) as { state: string; currentVersionId?: string };
}

/** The words of this document that a search by words finds. */
async function found(page: Page, id: string, words: string): Promise<string[]> {
  const answer = (await (await page.request.get(`/api/search?q=${encodeURIComponent(words)}&mode=keyword`)).json()) as { results: { documentId: string; excerpt: string }[] };
  return answer.results.filter((result) => result.documentId === id).map((result) => result.excerpt);
}

const item = (page: Page, words: string | RegExp) => page.getByRole('listitem').filter({ has: page.getByRole('button', { name: words }) });
async function act(page: Page, words: string | RegExp, action: string): Promise<void> {
  await item(page, words).getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** What axe finds on the page as it stands: states that no address leads to. */
async function faults(page: Page): Promise<string[]> {
  // What fades in has a colour of its own on the way.
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
});

test('a passage is edited, split, merged, switched off and brought back; search follows at once', async ({ page }) => {
  test.setTimeout(120_000);
  const title = `Island ${test.info().retry}`;
  const id = await upload(page, `${title}.md`, text(title));
  await page.goto(`/admin/documents/${id}`);
  await expect(item(page, 'Wombats dig')).toBeVisible();

  await act(page, 'Wombats dig', 'Edit text and keywords');
  const dialog = page.getByRole('dialog', { name: 'Edit what this passage is found by' });
  await dialog.getByLabel('Text that is searched').fill('Quokka tunnels reach under the paddock.');
  await dialog.getByLabel('Keywords').fill('marsupial, digging');
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(item(page, 'Quokka tunnels')).toContainText('Edited by Olive Owner');
  await expect(item(page, 'Quokka tunnels')).toContainText('Also found by marsupial, digging');
  // What is found is shown in the words of the document.
  expect((await found(page, id, 'marsupial'))[0]).toContain('Wombats dig burrows');
  await expect(item(page, 'Quokka tunnels').getByText('its meaning is being indexed')).toBeHidden({ timeout: 30_000 });

  await act(page, 'Lanterns are lit', 'Split');
  await page.getByRole('radio', { name: 'They are put out at dawn.', exact: true }).check();
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  // The second half begins with these words; the passage before it was split ended with them.
  const half = /tokens They are put out/;
  await expect(item(page, half)).toBeVisible();
  expect(await found(page, id, 'put out at dawn')).toEqual(['They are put out at dawn.']);

  await act(page, half, 'Switch off');
  await expect(page.getByText('Switched off. No search finds it.')).toBeVisible();
  await expect(item(page, half)).toContainText('not found by any search');
  expect(await faults(page)).toEqual([]);
  expect(await found(page, id, 'put out at dawn')).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(item(page, half).getByText('not found by any search')).toBeHidden();
  expect(await found(page, id, 'put out at dawn')).toEqual(['They are put out at dawn.']);

  await act(page, 'Lanterns are lit', 'Merge with the next');
  await expect(item(page, /Lanterns are lit.+put out at dawn/s)).toBeVisible();
  await act(page, 'Quokka tunnels', 'Go back to as it was read');
  await expect(page.getByText('Searched as')).toBeHidden();
  expect(await found(page, id, 'marsupial')).toEqual([]);
});

test('G6: a change survives a new version; where its words have changed somebody decides', async ({ page }) => {
  test.setTimeout(120_000);
  const title = `Quay ${test.info().retry}`;
  const name = `${title}.md`;
  const id = await upload(page, name, text(title));
  await page.goto(`/admin/documents/${id}`);
  for (const [words, keywords] of [['Lanterns are lit', 'beacon'], ['Ferries cross', 'shipline']] as const) {
    await act(page, words, 'Edit text and keywords');
    await page.getByLabel('Keywords').fill(keywords);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(item(page, words)).toContainText(`Also found by ${keywords}`);
  }
  await page.getByTestId('upload-version').setInputFiles({ name: 'another name.md', mimeType: 'text/markdown', buffer: text(title, sections.with(1, '## Lanterns\n\nLanterns are lit at seven along the harbour wall. They are put out at dawn.')) });
  await expect(page.getByRole('heading', { name: '1 change to decide about' })).toBeVisible({ timeout: 60_000 });
  await expect(item(page, 'Ferries cross')).toContainText('Also found by shipline');
  expect((await found(page, id, 'shipline'))[0]).toContain('Ferries cross');
  expect(await found(page, id, 'beacon')).toEqual([]);
  await expect(page.getByRole('region', { name: '1 change to decide about' }).getByRole('insertion')).toContainText('seven');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep the change' }).click();
  await expect(item(page, 'lit at seven')).toContainText('Also found by beacon');
  expect((await found(page, id, 'beacon'))[0]).toContain('lit at seven');

  await page.getByRole('tab', { name: 'Versions (2)' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'another name.md' })).toContainText('searched now');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Olive Owner');
});

test('G5: a new version lists the answers whose words it changed', async ({ page }) => {
  test.setTimeout(180_000);
  const rule = (days: number) => Buffer.from(`# Moorings ${test.info().retry}\n\n## Guests\n\nA guest mooring at the stone pier is free for ${days} nights.\n\n## Owners\n\nOwners of a mooring at the stone pier pay each spring.\n`);
  const id = await upload(page, `Moorings ${test.info().retry}.md`, rule(4));
  const question = 'For how many nights is a guest mooring at the stone pier free?';
  await askQuestion(page, question);
  await upload(page, 'Moorings.md', rule(6), id);
  await page.goto(`/admin/documents/${id}`);
  await expect(page.getByText('1 answer quotes words that have changed since.')).toBeVisible();
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(page.getByRole('link', { name: question })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('link', { name: question }).click();
  await expect(page.getByText(/This passage changed on .+, with version 2\./)).toBeVisible();

  // Who asked is told without looking for it, and led to the same place.
  await page.goto('/notifications');
  const notice = page.getByRole('link', { name: 'A source of your answer has changed: Moorings' }).filter({ hasText: question }).first();
  await expect
    .poll(async () => {
      await page.reload();
      return notice.count();
    })
    .toBe(1);
  expect(await faults(page)).toEqual([]);
  await notice.click();
  await expect(page.getByText(/This passage changed on .+, with version 2\./)).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: question })).toBeVisible();
});

test('a passage of a PDF is boxed on its page when it is pointed to, and found from there', async ({ page }) => {
  test.setTimeout(120_000);
  // The sample may be there already: a comment at the end makes this another file with the same pages.
  const pdf = Buffer.concat([readFileSync('samples/handbook/travel-and-expenses.pdf'), Buffer.from(`\n% passages ${test.info().retry}\n`)]);
  const id = await upload(page, `Boxes ${test.info().retry}.pdf`, pdf);
  await page.goto(`/admin/documents/${id}`);
  const original = page.getByRole('region', { name: 'The original' });
  await expect(original.locator('.reader-page-text span').first()).toBeAttached({ timeout: 30_000 });
  const second = page.getByRole('list', { name: 'Its passages' }).getByRole('listitem').nth(1);
  await second.getByRole('button').first().focus();
  await expect(original.locator('[data-mark="passage"]').first()).toBeAttached();
  await second.getByRole('button').first().click();
  const box = original.locator('[data-mark="passage"]').first();
  await expect(box).toBeInViewport();
  const place = await box.boundingBox();
  await page.mouse.move(0, 0);
  await expect(original.locator('[data-mark="passage"]')).toHaveCount(0);
  await page.mouse.move((place?.x ?? 0) + 10, (place?.y ?? 0) + 5);
  await expect(original.locator('[data-mark="passage"]').first()).toBeAttached();
  await expect(second).toHaveClass(/bg-marker/);
});

test('G8: a PDF of which pages are missing is partly read until somebody accepts it', async ({ page }) => {
  test.setTimeout(120_000);
  const id = await upload(page, `Twelve ${test.info().retry}.pdf`, await pdfWithoutText([3, 7, 11]));
  await page.goto('/admin/documents?state=partly-read');
  await expect(page.getByRole('row').filter({ hasText: 'Twelve' })).toContainText('Partly read');
  await page.goto(`/admin/documents/${id}`);
  const missing = page.getByRole('region', { name: 'Partly read' });
  await expect(missing).toContainText('9 of 12 pages read');
  await expect(missing).toContainText('3 of 12 pages have no text that could be read: 3, 7, 11.');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Accept as it is' }).click();
  await expect(page.getByText('Accepted as it is by Olive Owner')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Partly read' })).toBeHidden();
  await page.goto('/admin/documents?state=partly-read');
  await expect(page.getByRole('row').filter({ hasText: 'Twelve' })).toBeHidden();
});

/** Twelve pages, some of which hold nothing but a drawing. */
async function pdfWithoutText(numbers: number[]): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
  for (let number = 1; number <= 12; number += 1) {
    document.addPage();
    if (numbers.includes(number)) document.rect(80, 80, 300, 200).stroke();
    else document.text(`The harbour office is open on day ${number} of every month.`);
  }
  document.end();
  const parts: Buffer[] = [];
  for await (const part of document) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
