import { describe, expect, it } from 'vitest';
import { isSideways, type Orientation, orientationOf, upright } from './orientation';
import { PageRecogniser, type RecogniserOptions } from './page-recogniser';
import { parseContent } from './parse-content';
import type { Page } from './parsed-document';
import { readPictureHeader } from './picture-header';
import { readPng } from './read-png';
import { tellOrientation } from './tell-orientation';
import { drawPdf, scansOf, testFile } from './test-files';
import { writePng } from './write-png';

const textPage = (document: PDFKit.PDFDocument) => {
  document.font('Helvetica-Bold').fontSize(26).text('Urlaub und Ruhezeiten').moveDown(0.5);
  document.font('Helvetica').fontSize(12);
  document.text('Alle Beschäftigten haben Anspruch auf dreißig Tage Urlaub im Jahr. Wer weniger als fünf Tage in der Woche arbeitet, bekommt entsprechend weniger.').moveDown(2);
  document.text('Every employee may carry over seven of these days into the next year.');
};

/** Parses with a recogniser; also says which pages it looked at. */
async function recognise(pdf: Buffer, options: Partial<RecogniserOptions> = {}) {
  const seen: number[] = [];
  const recogniser = new PageRecogniser({ known: [], skip: [], onBegin: (page) => seen.push(page), onEnd: () => {}, ...options });
  try {
    return { parsed: await parseContent(await testFile(pdf), 'pdf', 60_000, { recogniser }), seen };
  } finally {
    await recogniser.close();
  }
}

const letterText = 'Boats leave the harbour at seven in the morning and come back before the tide has turned. Whoever misses the last one sleeps in the lighthouse.';

/** A picture of a few lines, wider than high. */
async function letter(): Promise<Buffer> {
  const page = await drawPdf((document) => document.fontSize(16).text(letterText, 40, 60, { width: 420 }), { size: [500, 300] });
  return (await scansOf(page, [1]))[0] ?? Buffer.alloc(0);
}

/** The picture stored so that it has to be turned like this to stand upright, which it says or not; and its upright size. */
function storedIn(image: Buffer, orientation: Orientation, { told = true } = {}): { bytes: Buffer; width: number; height: number } {
  const { width, height, channels, data } = readPng(image);
  const [wide, high] = isSideways(orientation) ? [height, width] : [width, height];
  const stored = new Uint8Array(data.length);
  for (let row = 0; row < high; row += 1) {
    for (let column = 0; column < wide; column += 1) {
      const across = orientation.mirrored ? wide - 1 - column : column;
      const places = { 0: [across, row], 90: [high - 1 - row, across], 180: [wide - 1 - across, high - 1 - row], 270: [row, wide - 1 - across] } as const;
      const [x, y] = places[orientation.turn];
      stored.set(data.subarray((y * width + x) * channels, (y * width + x + 1) * channels), (row * wide + column) * channels);
    }
  }
  const png = writePng({ width: wide, height: high, channels, data: stored });
  return { bytes: told ? (tellOrientation(png, orientation) ?? png) : png, width, height };
}

async function parsePicture(picture: Buffer) {
  const recogniser = new PageRecogniser({ known: [], skip: [], onBegin: () => {}, onEnd: () => {} });
  return parseContent(await testFile(picture), 'image', 60_000, { recogniser }).finally(() => recogniser.close());
}

/** The first word stands at the upper left, the words of each line from left to right. */
function expectLetterWords(page: Page | undefined): void {
  const words = page?.words ?? [];
  expect(words).toHaveLength(letterText.split(' ').length);
  const perPoint = (page?.width ?? 0) / 500;
  const [, , x = 0, y = 0, width = 0, height = 0] = words[0] ?? [];
  expect([Math.abs(x / perPoint - 40) < 3, Math.abs(y / perPoint - 63) < 5, width > height]).toEqual([true, true, true]);
}

describe('pages that are pictures', () => {
  it('are read with boxes where the words stand, in German and English, and only they are', async () => {
    const original = await drawPdf(textPage);
    const printed = await parseContent(await testFile(original), 'pdf', 30_000);
    const [scan = Buffer.alloc(0)] = await scansOf(original, [1]);
    const { parsed, seen } = await recognise(
      await drawPdf((document) => document.text('A page with letters.').addPage().image(scan, 0, 0, { width: 595.28 }).addPage().addPage().text('The end.')),
    );
    // The third page is blank.
    expect(seen).toEqual([2, 3]);
    expect(parsed.report).toMatchObject({ pages: 4, pagesWithoutText: [3], imagesSkipped: 0, recognised: [{ page: 2, confidence: expect.any(Number) }] });
    expect(parsed.report.recognised?.[0]?.confidence).toBeGreaterThan(85);
    expect(parsed.report.notes).toContain('Page 2 is a picture of text. The words were recognised (OCR).');
    expect(parsed.text).toBe(`A page with letters.\n\n${printed.text}\n\nThe end.`);
    expect(parsed.blocks[1]).toMatchObject({ kind: 'heading', page: 2 });

    const page = parsed.pages[1];
    const shift = page?.start ?? 0;
    expect(page?.words).toHaveLength(printed.pages[0]?.words.length ?? 0);
    page?.words.forEach(([start, end, x, y, width, height], index) => {
      const [trueStart, trueEnd, trueX, trueY, trueWidth, trueHeight] = printed.pages[0]?.words[index] ?? [0, 0, 0, 0, 0, 0];
      expect([start - shift, end - shift]).toEqual([trueStart, trueEnd]);
      expect(Math.abs(x + width / 2 - trueX - trueWidth / 2)).toBeLessThan(3);
      expect(Math.abs(y + height / 2 - trueY - trueHeight / 2)).toBeLessThan(4);
    });
  }, 180_000);

  it('keeps what was known of a page, and skips one that is not to be tried', async () => {
    const [scan = Buffer.alloc(0)] = await scansOf(await drawPdf(textPage), [1]);
    const scans = await drawPdf((document) => document.image(scan, 0, 0, { width: 595.28 }).addPage().image(scan, 0, 0, { width: 595.28 }));
    const word = { x: 60, y: 60, width: 50, height: 12, size: 12, bold: false, rotated: false, line: 1 };
    const before = { page: 1, width: 595, height: 842, orientation: upright, confidence: 64, paragraphs: [[[{ ...word, text: 'Known' }, { ...word, x: 120, text: 'before' }]]] };
    const known = [{ page: 1, result: before }];
    const { parsed, seen } = await recognise(scans, { known, skip: [2] });
    expect(seen).toEqual([]);
    expect(parsed.text).toBe('Known before');
    expect(parsed.report).toMatchObject({ pagesWithoutText: [2], recognised: [{ page: 1, confidence: 64 }] });
    expect(parsed.report.notes).toContain('What was recognised on page 1 is uncertain.');
    await expect(recognise(scans, { skip: 'all' })).rejects.toMatchObject({ code: 'unsupported:no_text' });
  });

  it('a picture that is a document by itself is read the same way, with boxes in its pixels', async () => {
    const [picture = Buffer.alloc(0)] = await scansOf(await drawPdf((document) => document.fontSize(12).text('Visitors sign the book at the gate. A badge is given out against a pass-\nport and must be worn.')), [1]);
    const parsed = await parsePicture(picture);
    expect(parsed.text).toBe('Visitors sign the book at the gate. A badge is given out against a passport and must be worn.');
    expect(parsed.report).toMatchObject({ imagesSkipped: 0, recognised: [{ page: 1 }], notes: ['This file is a picture. The words in it were recognised (OCR).'] });
    expect(parsed.blocks).toEqual([expect.not.objectContaining({ page: expect.anything() })]);
    const { width, height } = readPictureHeader(picture) ?? {};
    expect(parsed.pages).toEqual([expect.objectContaining({ number: 1, width, height })]);
    const perPoint = (width ?? 0) / 595.28;
    const [start, end, x, y] = parsed.pages[0]?.words[0] ?? [0, 0, 0, 0, 0, 0];
    expect(parsed.text.slice(start, end)).toBe('Visitors');
    expect(Math.abs(x / perPoint - 60)).toBeLessThan(3);
    expect(Math.abs(y / perPoint - 62)).toBeLessThan(4);
    await expect(parseContent(await testFile('GIF89a'), 'image', 60_000)).rejects.toMatchObject({ code: 'unsupported:no_text' });
    const huge = Buffer.from(picture);
    huge.writeUInt32BE(200_000, 16);
    await expect(parseContent(await testFile(huge), 'image', 60_000)).rejects.toMatchObject({ code: 'too_large:picture', message: expect.stringContaining('140 million pixels') });
  }, 120_000);

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('a picture that EXIF says to be stored in way %i is read upright, with boxes in the upright picture', async (number) => {
    const { bytes, width, height } = storedIn(await letter(), orientationOf(number));
    const parsed = await parsePicture(bytes);
    expect(parsed.text).toBe(letterText);
    expect(parsed.pages[0]).toMatchObject({ width, height });
    expect(parsed.pages[0]?.orientation ?? upright).toEqual(orientationOf(number));
    expectLetterWords(parsed.pages[0]);
  }, 120_000);

  it.each([90, 180, 270] as const)('a picture that lies turned by %i degrees without saying so is turned upright', async (turn) => {
    const image = await letter();
    const { bytes, width, height } = storedIn(image, { turn, mirrored: false }, { told: false });
    const parsed = await parsePicture(bytes);
    expect(parsed.text).toBe(letterText);
    expect(parsed.pages[0]).toMatchObject({ width, height, orientation: { turn, mirrored: false } });
    expectLetterWords(parsed.pages[0]);
  }, 120_000);

  it.each([90, 180, 270] as const)('a page of a PDF that lies turned by %i degrees is turned upright, whichever way the file itself turns pages', async (turn) => {
    const { bytes } = storedIn(await letter(), { turn, mirrored: false }, { told: false });
    const [width, height] = turn === 180 ? [500, 300] : [300, 500];
    const { parsed } = await recognise(await drawPdf((document) => document.image(bytes, 0, 0, { width }), { size: [width, height], margin: 0 }));
    expect(parsed.text).toBe(letterText);
    expect(parsed.pages[0]).toMatchObject({ width: 500, height: 300, orientation: { turn, mirrored: false } });
    expectLetterWords(parsed.pages[0]);
  }, 120_000);

  it('pages of which no turn makes anything better are not turned for ever', async () => {
    let read = 0;
    const engine = { read: async () => ((read += 1), { width: 10, height: 10, confidence: 60, paragraphs: [[[{ text: 'word', x: 1, y: 1, width: 9, height: 3 }]]] }), close: async () => {} };
    const recogniser = new PageRecogniser({ known: [], skip: [], onBegin: () => {}, onEnd: () => {} }, engine);
    const image = writePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(0) });
    for (let page = 1; page <= 10; page += 1) expect(await recogniser.recognise(page, 10, async () => ({ image, scale: 1 }))).toMatchObject({ confidence: 60, orientation: upright });
    expect(read).toBe(5 * 4 + 5);
  });

  it('gives up after twenty pages in a row without words; blank ones do not count', async () => {
    let read = 0;
    const engine = { read: async () => ((read += 1), { width: 10, height: 10, confidence: read === 10 ? 90 : 0, paragraphs: [[[{ text: 'word', x: 1, y: 1, width: 9, height: 9 }]]] }), close: async () => {} };
    const recogniser = new PageRecogniser({ known: [], skip: [], onBegin: () => {}, onEnd: () => {} }, engine);
    const found: number[] = [];
    for (let page = 1; page <= 200; page += 1) {
      const result = await recogniser.recognise(page, 200, async () => (page % 2 === 0 ? undefined : { image: Buffer.alloc(0), scale: 1 }));
      if (result) found.push(page);
    }
    expect(found).toEqual([19]);
    expect(read).toBe(10 + 20);
  });

  it('does not take specks for text', async () => {
    const dots = await drawPdf((document) => {
      for (let dot = 0; dot < 300; dot += 1) document.circle(60 + ((dot * 7919) % 480), 60 + ((dot * 104729) % 700), 1 + (dot % 3)).fill('black');
    });
    await expect(recognise(dots)).rejects.toMatchObject({ code: expect.stringMatching(/^unsupported:(no_text|empty)$/) });
  }, 120_000);
});
