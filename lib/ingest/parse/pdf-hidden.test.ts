import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HiddenWordFinder } from './pdf-hidden';
import { parseContent } from './parse-content';
import { readPng } from './read-png';
import { drawPdf, scansOf, testFile } from './test-files';

const parse = async (draw: (document: PDFKit.PDFDocument) => unknown) => parseContent(await testFile(await drawPdf(draw)), 'pdf', 30_000);
const kinds = (parsed: Awaited<ReturnType<typeof parse>>) => Object.fromEntries(parsed.report.hidden?.map(({ kind, sample }) => [kind, sample]) ?? []);

describe('I1: hidden text in PDF', () => {
  it('is left out and said: white, nearly white, tiny, transparent, and black under black', async () => {
    const parsed = await parse((document) => {
      document.fontSize(11).text('Seen in black.');
      document.fillColor('white').text('white on white').fillColor('#fcfcfc').text('nearly white');
      document.fillColor('black').fontSize(1).text('one point');
      document.fontSize(11).moveDown().fillOpacity(0).text('transparent').fillOpacity(1);
      document.text('under black', 60, 300).rect(50, 290, 200, 40).fill('black');
      document.fillColor('#999999').text('Seen in grey.', 60, 400);
    });
    expect(parsed.text).toBe('Seen in black.\n\nSeen in grey.');
    expect(kinds(parsed)).toEqual({ colour: 'white on white', tiny: 'one point', transparent: 'transparent' });
    expect(parsed.report.hidden?.find(({ kind }) => kind === 'colour')?.count).toBe(3);
  });

  it('is not white text on a dark area, a gradient or a picture', async () => {
    const [dark = Buffer.alloc(0)] = await scansOf(await drawPdf((document) => document.rect(0, 0, 595, 842).fill('#203040').rect(100, 100, 50, 50).fill('#304050')), [1]);
    const parsed = await parse((document) => {
      document.rect(50, 50, 400, 40).fill('#000080').fillColor('white').fontSize(11).text('On blue.', 60, 60);
      const gradient = document.linearGradient(50, 150, 450, 150).stop(0, '#400000').stop(1, '#000040');
      document.rect(50, 150, 400, 40).fill(gradient).fillColor('white').text('On a gradient.', 60, 160);
      document.image(dark, 50, 250, { width: 300, height: 200 }).fillColor('white').text('On a picture.', 60, 300);
    });
    expect(parsed.text).toBe('On blue.\n\nOn a gradient.\n\nOn a picture.');
    expect(parsed.report.hidden).toEqual([]);
  });

  it('is not the print of a page that was made smaller', async () => {
    const parsed = await parse((document) => document.fontSize(3).text('Four slides on one page.').text('All of it is small.'));
    expect(parsed.report.hidden).toEqual([]);
    expect(parsed.text).toContain('Four slides on one page.');
  });

  it('is what is drawn invisibly beside visible text, but not the layer of recognised words under a scan', async () => {
    const invisible = (document: PDFKit.PDFDocument) => document.addContent('3 Tr').text('drawn invisibly').addContent('0 Tr');
    expect((await parse((document) => invisible(document.fontSize(11).text('Words that everybody sees who opens it.')))).text).toBe('Words that everybody sees who opens it.');
    const [scan = Buffer.alloc(0)] = await scansOf(await drawPdf((document) => document.text('drawn invisibly')), [1]);
    expect((await parse((document) => invisible(document.fontSize(12).image(scan, 0, 0, { width: 595.28 })))).text).toBe('drawn invisibly');
  });

  it('without drawings, light words count as hidden where there is no picture', async () => {
    const page = { pageNum: 1, width: 100, height: 100, complexity: { imageBlockCount: 1 } } as Parameters<HiddenWordFinder['find']>[0];
    const word = { text: 'light', x: 1, y: 1, width: 20, height: 10, size: 10, bold: false, rotated: false, line: 1, colour: 0xffffff, opacity: 1 };
    const finder = new HiddenWordFinder(new Uint8Array(), 0);
    expect(await finder.find(page, [word])).toEqual([]);
    expect(await finder.find({ ...page, complexity: undefined }, [word])).toEqual([{ kind: 'colour', word }]);
  });
});

describe('readPng', () => {
  it('undoes every filter', () => {
    // Three rows of two grey pixels under the filters Sub, Up, Average, Paeth.
    const rows = [[1, 10, 5], [2, 1, 1], [3, 10, 10], [4, 3, 2]];
    const chunk = (type: string, data: Buffer) => Buffer.concat([Buffer.from([0, 0, data.length >> 8, data.length & 255]), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
    const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 4, 8, 0, 0, 0, 0]);
    const png = Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))]);
    expect(readPng(png)).toEqual({ width: 2, height: 4, channels: 1, data: Uint8Array.from([10, 15, 11, 16, 15, 25, 18, 27]) });
  });
});
