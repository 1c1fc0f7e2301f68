import { readFile } from 'node:fs/promises';
import { LiteParse } from '@llamaindex/liteparse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContent } from './parse-content';
import { parsePdf } from './parse-pdf';
import type { ParsedDocument } from './parsed-document';
import { drawPdf, testFile } from './test-files';

const pdf = async (draw: (document: PDFKit.PDFDocument) => void) => testFile(await drawPdf(draw));

const parse = (file: string) => parseContent(file, 'pdf', 30_000);

/** Every word that the PDF itself gives must stand, letter by letter, where its box says; only list marks may be missing. */
async function expectExactWords(file: string, parsed: ParsedDocument): Promise<void> {
  const raw = await new LiteParse({ ocrEnabled: false, quiet: true, emitWordBoxes: true }).parse(await readFile(file));
  let end = 0;
  parsed.pages.forEach((page, index) => {
    const boxes = raw.pages[index]?.textItems.flatMap((item) => item.words ?? []) ?? [];
    for (const [start, wordEnd, x, y, width, height] of page.words) {
      expect(start).toBeGreaterThanOrEqual(end);
      end = wordEnd;
      const text = parsed.text.slice(start, wordEnd);
      const same = boxes.filter((box) => Math.abs(box.x - x) < 0.02 && Math.abs(box.y - y) < 0.02 && Math.abs(box.width - width) < 0.02 && Math.abs(box.height - height) < 0.02);
      expect(same.map((box) => box.text.normalize('NFC').replace(/-$/, ''))).toContain(text.replace(/-$/, ''));
    }
    const missing = boxes.filter((box) => !page.words.some(([, , x, y]) => Math.abs(box.x - x) < 0.02 && Math.abs(box.y - y) < 0.02)).map((box) => box.text);
    expect(missing.filter((text) => !/^[•-]$/.test(text))).toEqual([]);
    expect([page.start, page.end]).toEqual([page.words[0]?.[0] ?? page.start, page.words.at(-1)?.[1] ?? page.start]);
  });
}

describe('PDF', () => {
  it('gives headings, whole paragraphs, lists and tables, page by page', async () => {
    const file = await pdf((document) => {
      document.font('Helvetica-Bold').fontSize(22).text('Leave policy').moveDown(0.5);
      document.font('Helvetica').fontSize(11).text('Every employee has 25 days of paid annual leave, and those who work part time receive the same number of weeks, what-\never their days are.').moveDown();
      document.font('Helvetica-Bold').fontSize(15).text('Carrying over').moveDown(0.5);
      document.font('Helvetica').fontSize(11).text('Up to seven days may be carried over.').moveDown();
      document.table({ data: [['Grade', 'Days'], ['Junior staff', '25'], ['Senior staff', '28']] });
      document.addPage().text('The second page.');
    });
    const parsed = await parse(file);
    expect(parsed.blocks.map((block) => `${block.kind}${'level' in block ? block.level : ''} ${block.page}: ${parsed.text.slice(block.start, block.end)}`)).toEqual([
      'heading1 1: Leave policy',
      'paragraph 1: Every employee has 25 days of paid annual leave, and those who work part time receive the same number of weeks, whatever their days are.',
      'heading2 1: Carrying over',
      'paragraph 1: Up to seven days may be carried over.',
      'table 1: Grade | Days\nJunior staff | 25\nSenior staff | 28',
      'paragraph 2: The second page.',
    ]);
    const table = parsed.blocks.find((block) => block.kind === 'table');
    expect(table?.rows.map((row) => row.map((cell) => parsed.text.slice(cell.start, cell.end)))).toEqual([['Grade', 'Days'], ['Junior staff', '25'], ['Senior staff', '28']]);
    expect(parsed.title).toBe('Leave policy');
    expect(parsed.pages[0]).toMatchObject({ number: 1, width: 595.28, height: 841.89 });
    expect(parsed.report).toMatchObject({ pages: 2, pagesWithoutText: [], tables: 1, characters: parsed.text.length });
    await expectExactWords(file, parsed);
  });

  it('says which pages have no text and how many pictures were not read', async () => {
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const parsed = await parse(await pdf((document) => document.text('First').addPage().image(pixel, 0, 0, { width: 595, height: 842 }).addPage().text('Third')));
    expect(parsed.report).toMatchObject({ pages: 3, pagesWithoutText: [2], imagesSkipped: 1 });
    expect(parsed.report.notes.join(' ')).toMatch(/pictures of text/);
    const scan = await pdf((document) => document.image(pixel, 0, 0, { width: 595, height: 842 }));
    await expect(parse(scan)).rejects.toMatchObject({ code: 'unsupported:no_text' });
  });

  it('keeps the addresses that words lead to, of pages and mailboxes only', async () => {
    const file = await pdf((document) => {
      document.fontSize(11).text('See ', { continued: true }).text('the travel policy', { link: 'https://example.org/travel', continued: true }).text(' or ask.', { link: null }).moveDown();
      document.text('Run this', { link: 'javascript:alert(1)' });
    });
    const parsed = await parse(file);
    expect(parsed.blocks.map(({ links }) => links?.map(({ start, end, url }) => [parsed.text.slice(start, end), url]))).toEqual([[['the travel policy', 'https://example.org/travel']], undefined]);
  });

  it('reads a line that stands on its head in its own order', async () => {
    const turned = await pdf((document) => void document.rotate(180, { origin: [300, 400] }).fontSize(14).text('Sealed crates stay closed', 100, 300));
    expect((await parse(turned)).text).toBe('Sealed crates stay closed');
  });

  it('keeps lines that say the same on every page where the pages say nothing else', async () => {
    const labels = await pdf((document) => {
      for (let page = 1; page <= 4; page += 1) {
        if (page > 1) document.addPage();
        document.fontSize(14).text(`Crate page ${page}`, 60, 40);
      }
    });
    expect((await parse(labels)).text).toBe('Crate page 1\n\nCrate page 2\n\nCrate page 3\n\nCrate page 4');
  });

  it('drops headers, footers and page numbers, and joins a sentence across pages', async () => {
    const sentence = 'This line is long enough to fill the whole width of the page that it stands on, or nearly, and';
    const file = await pdf((document) => {
      document.fontSize(11).text(`${sentence} ${sentence} it ends on the next`.slice(0, 186));
      document.addPage().text('page, where we go on.').addPage().text('Body of page three.');
    });
    // The same pages with decoration.
    const decorated = await pdf((document) => {
      document.options.bufferPages = true;
      for (let page = 1; page <= 4; page += 1) {
        if (page > 1) document.addPage();
        document.fontSize(11).text(`Body of page number ${['one', 'two', 'three', 'four'][page - 1]}.`, 60, 200);
        document.fontSize(8).text('Company confidential', 60, 30, { lineBreak: false });
        document.page.margins.bottom = 0;
        document.text(`Page ${page} of 4`, 60, 800, { lineBreak: false });
      }
    });
    expect((await parse(decorated)).text).toBe('Body of page number one.\n\nBody of page number two.\n\nBody of page number three.\n\nBody of page number four.');
    const parsed = await parse(file);
    expect(parsed.blocks[0]).toMatchObject({ kind: 'paragraph', page: 1 });
    expect(parsed.text.slice(parsed.blocks[0]?.start, parsed.blocks[0]?.end)).toMatch(/page, where we go on\.$/);
    expect(parsed.text.slice(parsed.pages[1]?.start, parsed.pages[1]?.end)).toBe('page, where we go on.');
    await expectExactWords(file, parsed);
  });

  it('the span of every word box is the text of that word', async () => {
    const word = fc.oneof(fc.stringMatching(/^[A-Za-z]{1,12}[.,:;-]?$/), fc.stringMatching(/^[0-9]{1,5}$/), fc.constantFrom('Zürich', 'naïve', '“quoted”', '€5', '(see', '|', '•', '1.', '-'));
    const text = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
    const part = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), text, size: fc.constantFrom(8, 10, 11, 16, 24), column: fc.boolean() }),
      fc.record({ kind: fc.constant('table' as const), rows: fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 }) }),
      fc.constant({ kind: 'page' as const }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        const file = await pdf((document) => {
          for (const one of parts) {
            if (one.kind === 'page') document.addPage();
            else if (one.kind === 'table') document.fontSize(9).table({ data: one.rows.map((row) => row.map((cell) => cell.slice(0, 60))) });
            else document.fontSize(one.size).text(one.text, one.column ? { columns: 2, height: 120 } : {}).moveDown();
            document.x = 60;
          }
          document.text('The end.');
        });
        const parsed = await parse(file);
        await expectExactWords(file, parsed);
        expect(parsed.text).toContain('end.');
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('C5: stops after its time and says how far it came', async () => {
    const file = await pdf((document) => {
      for (let page = 1; page < 450; page += 1) document.text(`Page with number ${page}`).addPage();
      document.text('Last');
    });
    const parsed = await parsePdf(file, { softLimit: 0 });
    expect(parsed.pages).toHaveLength(200);
    expect(parsed.report).toMatchObject({ pages: 450, notes: ['Only the first 200 of 450 pages were read.'] });
  });

  it('C5: encrypted, truncated and garbage', async () => {
    await expect(parse('lib/ingest/parse/fixtures/password.pdf')).rejects.toMatchObject({ code: 'unsupported:password', message: expect.stringMatching(/^We could not read this PDF: it needs a password\./) });
    const forSome = Buffer.from((await readFile('lib/ingest/parse/fixtures/password.pdf')).toString('latin1').replace(/\/Filter\s*\/Standard/, '/Filter /Adobe.PubSec'), 'latin1');
    expect(forSome.includes('/Adobe.PubSec')).toBe(true);
    await expect(parse(await testFile(forSome))).rejects.toMatchObject({ code: 'unsupported:password', message: expect.stringMatching(/only those can open it/) });
    const whole = await readFile(await pdf((document) => document.text('Hello')));
    await expect(parse(await testFile(whole.subarray(0, 400)))).rejects.toMatchObject({ code: 'unsupported:damaged' });
    await expect(parse(await testFile(`%PDF-1.7\n${'x'.repeat(5_000)}`))).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });

  it('C5: says that forms are filled in and files attached, for what they hold is not read', async () => {
    const file = await pdf((document) => {
      document.text('Name').initForm();
      document.formText('name', 110, 58, 200, 16, { value: 'Ada Lovelace' });
      document.formText('street', 110, 90, 200, 16);
      document.file(Buffer.from('secret terms'), { name: 'terms.txt' });
    });
    const parsed = await parse(file);
    expect(parsed.text).toBe('Name');
    expect(parsed.report.losses).toEqual(['One field of a form is filled in. That was not read.', 'Files are attached to this PDF. They were not read.']);
  });

  it('C5: pages that contain themselves end', async () => {
    const cyclic = '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>\nendobj\ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF\n';
    await expect(parse(await testFile(cyclic))).rejects.toMatchObject({ code: expect.stringMatching(/^unsupported:(damaged|empty)$/) });
  });
});
