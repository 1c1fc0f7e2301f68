import { buffer } from 'node:stream/consumers';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import PDFDocument from 'pdfkit';
import { orientationOf } from '@/lib/ingest/parse/orientation';
import { readPng } from '@/lib/ingest/parse/read-png';
import { tellOrientation } from '@/lib/ingest/parse/tell-orientation';
import { tiffOf } from '@/lib/ingest/parse/test-tiff';
import { askQuestion } from './ask-question';
import { signInAsOwner } from './signed-in';

type Rect = { left: number; top: number; right: number; bottom: number };
type Content = { versionId: string; text: string; pages: { words: unknown[] }[] };

/** Size of the pictures that are made here, in pixels. */
const size = { width: 900, height: 640 };

/** A notice as a browser sets it, and where the words of a sentence stand in it, line by line. */
async function notice(page: Page, heading: string, sentences: string[], sentence: string): Promise<{ png: Buffer; lines: Rect[] }> {
  const maker = await page.context().newPage();
  await maker.setViewportSize(size);
  await maker.setContent(`<body style="margin:60px 70px;font:24px/1.5 sans-serif;background:white;color:black"><h1 style="font-size:40px">${heading}</h1>${sentences.map((words) => `<p>${words}</p>`).join('')}</body>`);
  const lines = await maker.evaluate((words) => {
    const node = [...document.querySelectorAll('p')].find((each) => each.textContent === words)?.firstChild;
    if (!node) return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
  }, sentence);
  const png = await maker.screenshot();
  await maker.close();
  return { png, lines };
}

/** The picture as a camera held on its side stores it: turned to the left, as a JPEG that says so. */
async function onItsSide(page: Page, png: Buffer): Promise<Buffer> {
  const maker = await page.context().newPage();
  const stored = await maker.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.height, image.width];
    const context = canvas.getContext('2d');
    context?.translate(0, image.width);
    context?.rotate(-Math.PI / 2);
    context?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  }, png.toString('base64'));
  await maker.close();
  return tellOrientation(Buffer.from(stored, 'base64'), orientationOf(6)) ?? Buffer.alloc(0);
}

async function upload(page: Page, name: string, body: Buffer): Promise<string> {
  const answer = await page.request.post(`/api/uploads?${new URLSearchParams({ name })}`, { data: body, headers: { 'content-type': 'application/octet-stream' } });
  const { document } = (await answer.json()) as { document: { id: string } };
  await expect.poll(async () => ((await (await page.request.get(`/api/documents/${document.id}`)).json()) as { state: string }).state, { timeout: 60_000 }).toBe('ready');
  return document.id;
}

const contentOf = async (page: Page, id: string) => (await (await page.request.get(`/api/documents/${id}/versions/current/content`)).json()) as Content;

const markedPage = (page: Page) => page.locator('.reader-page').filter({ has: page.locator('[data-mark]') });

/** The boxes over the picture, in pixels of the picture as it stands upright. */
async function boxes(page: Page, marks: Locator): Promise<Rect[]> {
  const frame = await markedPage(page).boundingBox();
  if (!frame) return [];
  const scale = size.width / frame.width;
  const rects = await marks.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as Rect));
  return rects.map((rect) => ({ left: (rect.left - frame.x) * scale, right: (rect.right - frame.x) * scale, top: (rect.top - frame.y) * scale, bottom: (rect.bottom - frame.y) * scale }));
}

/** Each line has one box, which begins and ends where its words do, and neither reaches into the lines beside it nor leaves out its middle. */
async function expectBoxed(page: Page, lines: Rect[]): Promise<void> {
  const found = await boxes(page, page.locator('[data-mark="quote"]'));
  expect(found).toHaveLength(lines.length);
  for (const [n, line] of lines.entries()) {
    const box = found[n] ?? line;
    const middle = (line.top + line.bottom) / 2;
    expect(Math.abs(box.left - line.left), `left of line ${n + 1}`).toBeLessThan(10);
    expect(Math.abs(box.right - line.right), `right of line ${n + 1}`).toBeLessThan(14);
    expect([box.top < middle, box.bottom > middle, box.top > line.top - 8, box.bottom < line.bottom + 8], `height of line ${n + 1}`).toEqual([true, true, true, true]);
  }
}

/** The picture on the screen is the one that was made, and rather than the same on its head. */
async function expectShown(page: Page, png: Buffer): Promise<void> {
  await page.addStyleTag({ content: '.reader-page-mark { visibility: hidden }' });
  const shown = await markedPage(page).screenshot();
  const { upright, onItsHead } = await page.evaluate(
    async (pictures) => {
      // How much two differ, as a share of black against white.
      const grey = async (base64: string) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [90, 64];
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0, 90, 64);
        return context?.getImageData(0, 0, 90, 64).data.filter((_, at) => at % 4 === 0) ?? new Uint8ClampedArray();
      };
      const [one = new Uint8ClampedArray(), other = new Uint8ClampedArray()] = await Promise.all(pictures.map(grey));
      const difference = (from: Uint8ClampedArray, to: Uint8ClampedArray) => from.reduce((sum, value, at) => sum + Math.abs(value - (to[at] ?? 0)) / 255, 0) / from.length;
      return { upright: difference(one, other), onItsHead: difference(one, other.toReversed()) };
    },
    [shown.toString('base64'), png.toString('base64')],
  );
  expect(upright).toBeLessThan(0.02);
  expect(onItsHead).toBeGreaterThan(upright * 3);
}

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
});

test('G2, G3: a footnote into a picture opens the picture itself, with a box where the quoted words stand', async ({ page }) => {
  test.setTimeout(180_000);
  const toll = ['Forty', 'Sixty'][test.info().retry] ?? 'Ninety';
  const sentence = `${toll} guilders are due from whoever moors a narrowboat at Pelican wharf overnight without a pennant.`;
  const { png, lines } = await notice(page, `Wharf notice ${toll}`, ['The wharfinger lives in the yellow house.', sentence, 'Swans are not to be fed from the quay.'], sentence);
  expect(lines.length).toBeGreaterThan(1);
  const name = `Wharf ${toll}.png`;
  const id = await upload(page, name, png);
  expect((await contentOf(page, id)).text).toContain(sentence);

  const footnote = await askQuestion(page, 'What is due for a narrowboat that moors at Pelican wharf overnight without a pennant?');
  await expect(footnote).toHaveAccessibleName(`Footnote 1: ${name}`);
  await footnote.click();
  const reader = page.getByRole('region', { name: `Reader: ${name}` });
  const picture = reader.getByRole('img', { name });
  await expect(picture).toBeVisible();
  await expect(page.locator('[data-mark="quote"]').first()).toBeFocused();
  await expectBoxed(page, lines);
  // The words can be read aloud and selected.
  await expect(reader.locator('.reader-page-text')).toContainText('lives in the yellow house.');

  // Larger and smaller, the box stays with its words.
  const before = (await picture.boundingBox())?.width ?? 0;
  await reader.getByRole('button', { name: 'Larger' }).click();
  await expect.poll(async () => (await picture.boundingBox())?.width ?? 0).toBeGreaterThan(before * 1.2);
  await expectBoxed(page, lines);
  await page.reload();
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  await expectBoxed(page, lines);
  await expectShown(page, png);

  // As it was read, for whoever looks for it in words.
  await reader.getByRole('button', { name: 'Where is this said?' }).click();
  await page.keyboard.type('yellow house');
  await expect(page.locator('[data-mark="current"]')).toBeInViewport();
});

test('what is served of a picture is that kind of picture and nothing that could act', async ({ page }) => {
  const { png } = await notice(page, `Ferry ${test.info().retry}`, ['The ferry to Curlew island takes no bicycles on feast days.'], '');
  const id = await upload(page, `Ferry ${test.info().retry}.png`, png);
  const answer = await page.request.get(`/api/documents/${id}/file`);
  expect(answer.headers()).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" });
  expect(await answer.body()).toEqual(png);
  const refused = await page.request.post('/api/uploads?name=drawing.png', { data: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', headers: { 'content-type': 'image/png' } });
  expect(refused.status()).toBe(415);
});

test('a photograph that was stored on its side stands upright, on a phone in the dark, and its box is in place', async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ colorScheme: 'dark' });
  const day = ['Thursday', 'Saturday'][test.info().retry] ?? 'Sunday';
  const sentence = `Cormorant nets are mended on ${day} behind the old chandlery.`;
  const { png, lines } = await notice(page, 'Chandlery', [sentence, 'Bring your own needle and twine.'], sentence);
  const name = `Chandlery ${day}.jpg`;
  const id = await upload(page, name, await onItsSide(page, png));
  const { text, versionId } = await contentOf(page, id);
  const start = text.indexOf(sentence);
  expect(start).toBeGreaterThanOrEqual(0);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/documents/${id}?version=${versionId}&start=${start}&end=${start + sentence.length}`);
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  await expectBoxed(page, lines);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(await faults(page)).toEqual([]);
  await expectShown(page, png);
});

test('a TIFF opens page by page, also where a scanner laid one on its head', async ({ page }) => {
  test.setTimeout(120_000);
  const sentence = `Eel traps are hauled at low water by crew ${test.info().retry + 4} alone.`;
  const first = await notice(page, 'Eels', ['The smokehouse is closed in March.'], '');
  const second = await notice(page, 'Traps', [sentence, 'A lantern is carried.'], sentence);
  const { data, ...stored } = readPng(second.png);
  const onItsHead = { ...stored, channels: 1, data: data.filter((_, at) => at % stored.channels === 0).toReversed() };
  const id = await upload(page, `Eels ${test.info().retry}.tif`, tiffOf([readPng(first.png), onItsHead]));
  const { text, versionId } = await contentOf(page, id);
  const start = text.indexOf(sentence);
  expect(start).toBeGreaterThanOrEqual(0);
  await page.goto(`/documents/${id}?version=${versionId}&start=${start}&end=${start + sentence.length}`);
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  await expect(page.getByText('p. 2 of 2')).toBeVisible();
  await expectBoxed(page, second.lines);
  await expect.poll(() => markedPage(page).locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBe(size.width);
  await expectShown(page, second.png);
});

test('a page of a PDF that was scanned on its side stands upright in the reader, with its box in place', async ({ page }) => {
  test.setTimeout(120_000);
  const sentence = `Ropes of hemp are tarred in shed ${test.info().retry + 11} every autumn.`;
  const { png, lines } = await notice(page, 'Ropes', [sentence, 'Smoking is forbidden there.'], sentence);
  const pdf = new PDFDocument({ size: [size.height, size.width], margin: 0 });
  const bytes = buffer(pdf);
  pdf.translate(size.height, 0).rotate(90).image(png, 0, 0, size);
  pdf.end();
  const id = await upload(page, `Ropes ${test.info().retry}.pdf`, await bytes);
  const { text, versionId } = await contentOf(page, id);
  const start = text.indexOf(sentence);
  expect(start).toBeGreaterThanOrEqual(0);
  await page.goto(`/documents/${id}?version=${versionId}&start=${start}&end=${start + sentence.length}`);
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  await expectBoxed(page, lines);
  await expect(markedPage(page).locator('.reader-page-text')).toContainText('Smoking is forbidden there.');
  await expect.poll(() => markedPage(page).locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width > canvas.height)).toBe(true);
  await expect.poll(() => expectShown(page, png).then(() => true, () => false)).toBe(true);
});

test('G2: where a picture has no places for the words, nothing is boxed and the reader says so', async ({ page }) => {
  const sentence = `Otters may be photographed from hide ${test.info().retry + 1} only.`;
  const { png } = await notice(page, 'Otter hides', [sentence], sentence);
  const id = await upload(page, `Otters ${test.info().retry}.png`, png);
  const { text, versionId } = await contentOf(page, id);
  const start = text.indexOf(sentence);
  // As pictures were read before their words had places.
  await page.route('**/content', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...((await answer.json()) as Content), pages: [] } });
  });
  await page.goto(`/documents/${id}?version=${versionId}&start=${start}&end=${start + sentence.length}`);
  await expect(page.getByRole('note').filter({ hasText: 'We could not place the exact words in this picture; here is the passage as it was read.' })).toContainText(sentence);
  await expect(page.getByRole('img', { name: `Otters ${test.info().retry}.png` })).toBeVisible();
  await expect(page.locator('[data-mark]')).toHaveCount(0);
});

test('on the page of its document a passage is boxed in the picture, and a click into the picture finds the passage', async ({ page }) => {
  test.setTimeout(120_000);
  const sentence = `Lobster pots number ${700 + test.info().retry} and above belong to the Teal family.`;
  const { png, lines } = await notice(page, 'Lobster pots', [sentence], sentence);
  const id = await upload(page, `Pots ${test.info().retry}.png`, png);
  await page.goto(`/admin/documents/${id}`);
  await expect(page.getByRole('heading', { name: 'The original' })).toBeVisible();
  await expect(page.locator('.reader-page img')).toBeVisible();
  const passage = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /Lobster pots number/ }) });
  await passage.getByRole('button', { name: /Lobster pots number/ }).click();
  await expect(page.locator('[data-mark="passage"]').first()).toBeInViewport();
  const [line] = lines;
  const over = (await boxes(page, page.locator('[data-mark="passage"]'))).filter((box) => line && box.left < line.right && box.right > line.left && box.top < line.bottom && box.bottom > line.top);
  expect(over).toHaveLength(1);

  await page.mouse.move(1, 1);
  await expect(page.locator('[data-mark="passage"]')).toHaveCount(0);
  const frame = await page.locator('.reader-page').boundingBox();
  const scale = (frame?.width ?? 0) / size.width;
  await page.locator('.reader-page').click({ position: { x: ((line?.left ?? 0) + 40) * scale, y: (((line?.top ?? 0) + (line?.bottom ?? 0)) / 2) * scale } });
  await expect(page.locator('[data-mark="passage"]').first()).toBeVisible();
  await expect(passage).toBeInViewport();
  expect(await faults(page)).toEqual([]);
});
