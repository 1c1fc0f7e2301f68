import { describe, expect, it } from 'vitest';
import { PageRecogniser, type RecogniserOptions } from './page-recogniser';
import { parseContent } from './parse-content';
import { drawPdf, scansOf, testFile } from './test-files';

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
    const known = [{ page: 1, confidence: 64, paragraphs: [[[{ ...word, text: 'Known' }, { ...word, x: 120, text: 'before' }]]] }];
    const { parsed, seen } = await recognise(scans, { known, skip: [2] });
    expect(seen).toEqual([]);
    expect(parsed.text).toBe('Known before');
    expect(parsed.report).toMatchObject({ pagesWithoutText: [2], recognised: [{ page: 1, confidence: 64 }] });
    expect(parsed.report.notes).toContain('What was recognised on page 1 is uncertain.');
    await expect(recognise(scans, { skip: 'all' })).rejects.toMatchObject({ code: 'unsupported:no_text' });
  });

  it('a picture that is a document by itself is read the same way', async () => {
    const [picture = Buffer.alloc(0)] = await scansOf(await drawPdf((document) => document.fontSize(12).text('Visitors sign the book at the gate. A badge is given out against a pass-\nport and must be worn.')), [1]);
    const recogniser = new PageRecogniser({ known: [], skip: [], onBegin: () => {}, onEnd: () => {} });
    const parsed = await parseContent(await testFile(picture), 'image', 60_000, { recogniser }).finally(() => recogniser.close());
    expect(parsed.text).toBe('Visitors sign the book at the gate. A badge is given out against a passport and must be worn.');
    expect(parsed.report).toMatchObject({ imagesSkipped: 0, recognised: [{ page: 1 }], notes: ['This file is a picture. The words in it were recognised (OCR).'] });
    await expect(parseContent(await testFile('GIF89a'), 'image', 60_000)).rejects.toMatchObject({ code: 'unsupported:no_text' });
  }, 120_000);

  it('gives up after twenty pages in a row without words; blank ones do not count', async () => {
    let read = 0;
    const engine = { read: async () => ((read += 1), { confidence: read === 10 ? 90 : 0, paragraphs: [[[{ text: 'word', x: 1, y: 1, width: 9, height: 9 }]]] }), close: async () => {} };
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
