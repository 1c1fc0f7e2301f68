import { describe, expect, it } from 'vitest';
import { PageRecogniser } from './page-recogniser';
import { parseContent } from './parse-content';
import { type Pixels, readPng } from './read-png';
import { tiffPages, tiffPixels } from './read-tiff';
import { drawPdf, scansOf, testFile } from './test-files';
import { tiffOf } from './test-tiff';

async function parse(file: string) {
  const recogniser = new PageRecogniser({ known: [], skip: [], onBegin: () => {}, onEnd: () => {} });
  return parseContent(file, 'image', 60_000, { recogniser }).finally(() => recogniser.close());
}

async function scan(text: string): Promise<Pixels> {
  const page = await drawPdf((document) => document.fontSize(16).text(text, 40, 60, { width: 420 }), { size: [500, 300] });
  return readPng((await scansOf(page, [1]))[0] ?? Buffer.alloc(0));
}

/** Every pixel in the opposite place. */
const onItsHead = ({ data, channels, ...size }: Pixels): Pixels => ({ ...size, channels: 1, data: data.filter((_, at) => at % channels === 0).toReversed() });
const grey = (width: number, height: number, value: number): Pixels => ({ width, height, channels: 1, data: new Uint8Array(width * height).fill(value) });

const ledger = 'The ledger of the saltworks is kept in the tower, and nobody may take it out after sunset.';
const slate = 'Apprentices count the barrels on Mondays and write their number on the slate.';

describe('TIFF', () => {
  it('is read page by page, each with its boxes; small copies are no pages, and one on its head is turned', async () => {
    const [first, second] = [await scan(ledger), await scan(slate)];
    const parsed = await parse(await testFile(tiffOf([first, { ...grey(62, 37, 90), isThumbnail: true }, grey(400, 300, 255), { ...onItsHead(second), orientation: 3 }, onItsHead(second)])));
    expect(parsed.text).toBe(`${ledger}\n\n${slate}\n\n${slate}`);
    expect(parsed.blocks.map(({ page }) => page)).toEqual([1, 3, 4]);
    expect(parsed.report).toMatchObject({ pages: 4, pagesWithoutText: [2], imagesSkipped: 0, recognised: [{ page: 1 }, { page: 3 }, { page: 4 }] });
    expect(parsed.report.notes).toEqual(['The pages of this file are pictures. The words on them were recognised (OCR).']);
    expect(parsed.pages.map(({ number, width, height, orientation }) => [number, width, height, orientation?.turn ?? 0])).toEqual([
      [1, first.width, first.height, 0],
      [2, 400, 300, 0],
      [3, second.width, second.height, 180],
      [4, second.width, second.height, 180],
    ]);
    for (const page of [parsed.pages[0], parsed.pages[2], parsed.pages[3]]) {
      const [, , x = 0, y = 0] = page?.words[0] ?? [];
      const perPoint = first.width / 500;
      expect([Math.abs(x / perPoint - 40) < 3, Math.abs(y / perPoint - 63) < 5]).toEqual([true, true]);
    }
  }, 120_000);

  it('of a fax machine, packed in Group 4 and with half as many dots down as across, is read with square ones', async () => {
    const parsed = await parse('lib/ingest/parse/fixtures/fax.tif');
    expect(parsed.text).toBe('The quarterly ledger of the saltworks is kept in the tower, and nobody may take it out after sunset.');
    expect(parsed.pages).toEqual([expect.objectContaining({ width: 1240, height: 833 })]);
    expect(parsed.blocks.every(({ page }) => page === undefined)).toBe(true);
  }, 60_000);

  it('C5: whose directories go round in a circle, is cut off, or promises more than it holds is refused', async () => {
    const circle = tiffOf([grey(10, 10, 0)]);
    circle.writeUInt32LE(8, 8 + 2 + 11 * 12);
    const whole = tiffOf([grey(10, 10, 0)]);
    const huge = tiffOf([grey(10, 10, 0)]);
    huge.writeUInt32LE(4_000_000_000, 8 + 2 + 12 + 8);
    for (const bytes of [circle, whole.subarray(0, 60), huge, Buffer.from('II*\0'), Buffer.from('MM\0*\0\0\0\x08\0\0\0\0\0\0')]) {
      await expect(parse(await testFile(bytes))).rejects.toMatchObject({ code: expect.stringMatching(/^unsupported:(damaged|no_text|empty)$/) });
    }
    expect(() => tiffPixels(whole, 2)).toThrow(RangeError);
    expect(tiffPages(whole)).toEqual([{ number: 1, width: 10, height: 10, orientation: { turn: 0, mirrored: false } }]);
  }, 60_000);
});
