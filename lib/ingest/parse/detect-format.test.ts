import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format';
import { epubFile, excelFile, openDocumentFile, powerPointFile, testFile, wordFile, zipOf } from './test-files';

const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';
const html = '<!doctype html><html><body><p>Hello</p></body></html>';
const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Hello</text></svg>';
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
const ole = (stream: string) => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1016), Buffer.from(stream, 'utf16le'), Buffer.alloc(512)]);

async function detect(content: string | Uint8Array, name: string) {
  return detectFormat(await testFile(content), name);
}

describe('C1: content decides the type', () => {
  it.each([
    ['report.pdf', pdf, 'pdf'],
    ['report', pdf, 'pdf'],
    ['REPORT.PDF', pdf, 'pdf'],
    ['letter.docx', wordFile('<w:p/>'), 'docx'],
    ['prices.xlsx', excelFile(''), 'xlsx'],
    ['talk.pptx', powerPointFile(['']), 'pptx'],
    ['letter.odt', openDocumentFile('text', ''), 'odt'],
    ['talk.odp', openDocumentFile('presentation', ''), 'odp'],
    ['prices.ods', openDocumentFile('spreadsheet', ''), 'ods'],
    ['letter.rtf', '{\\rtf1 hello}', 'rtf'],
    ['book.epub', epubFile(['x']), 'epub'],
    ['page.html', html, 'html'],
    ['page.htm', 'Just words', 'html'],
    ['notes.md', '# Notes\n\nHello', 'markdown'],
    ['notes.txt', 'Hello', 'text'],
    ['notes.txt', html, 'text'],
    ['table.csv', 'a,b\n1,2', 'csv'],
    ['table.tsv', 'a\tb\n1\t2', 'csv'],
    ['README', 'Hello', 'text'],
    ['Über uns.txt', Buffer.from('Über uns', 'latin1'), 'text'],
  ])('%s', async (name, content, format) => {
    expect(await detect(content, name)).toBe(format);
  });

  it.each([
    ['page.pdf', html, 'This file is named .pdf, but it contains HTML.'],
    ['picture.pdf', svg, 'This file is named .pdf, but it contains an SVG image.'],
    ['words.pdf', 'Just words', 'This file is named .pdf, but it contains plain text.'],
    ['report.docx', pdf, 'This file is named .docx, but it contains a PDF document.'],
    ['report.txt', pdf, 'This file is named .txt, but it contains a PDF document.'],
    ['letter.pdf', wordFile('<w:p/>'), 'This file is named .pdf, but it contains a Word document.'],
    ['letter.xlsx', wordFile('<w:p/>'), 'This file is named .xlsx, but it contains a Word document.'],
    ['letter.odt', openDocumentFile('spreadsheet', ''), 'This file is named .odt, but it contains an OpenDocument sheet.'],
    ['letter.rtf', 'Just words', 'This file is named .rtf, but it contains plain text.'],
    ['letter.docx', '{\\rtf1 hello}', 'This file is named .docx, but it contains an RTF document.'],
    ['photo.pdf', png, 'This file is named .pdf, but it contains an image (PNG).'],
    ['photo.txt', png, 'This file is named .txt, but it contains an image (PNG).'],
    ['archive.docx', zipOf({ 'a.txt': 'hello' }), 'This file is named .docx, but it contains a ZIP archive.'],
    ['table.csv', html, 'This file is named .csv, but it contains HTML.'],
    ['invoice.pdf.exe', pdf, 'This file is named .exe, but it contains a PDF document.'],
    ['invoice.pdf.html', html, 'This file is named .pdf, but it contains HTML.'],
    ['both.pdf', `%PDF-1.7\n<script>alert(1)</script>`, 'This file is named .pdf, but it contains both a PDF document and HTML.'],
    ['both.pdf', Buffer.concat([Buffer.from(pdf), zipOf({ 'a.txt': 'hello' })]), 'This file is named .pdf, but it contains both a PDF document and a ZIP archive.'],
    ['hidden.pdf', `GIF89a stuff ${pdf}`, 'This file is named .pdf, but it contains an image (GIF).'],
    ['hidden.html', `<html>${pdf}`, 'This file is named .html, but it contains a PDF document hidden behind other content.'],
    ['both.docx', zipOf({ 'word/document.xml': '<a/>', 'xl/workbook.xml': '<a/>' }), 'This file is named .docx, but it contains both a Word document and an Excel workbook.'],
  ])('%s is refused: %s', async (name, content, sentence) => {
    await expect(detect(content, name)).rejects.toMatchObject({ code: 'unsupported:mismatch', message: sentence });
  });

  it.each([
    ['letter.doc', ole('WordDocument'), /saves? it as \.docx/],
    ['prices.xls', ole('Workbook'), /saves? it as \.xlsx/],
    ['program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array<number>(60).fill(0)]), /a program/],
    ['noise', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251), /unknown kind/],
    ['photo.bmp', Uint8Array.from([0x42, 0x4d, ...Array<number>(60).fill(0)]), /an image \(BMP\)/],
    ['data.sqlite', 'text in a strange file', /\.sqlite are not read/],
  ])('%s is refused with what to do', async (name, content, sentence) => {
    await expect(detect(content, name)).rejects.toMatchObject({ code: 'unsupported:format', message: expect.stringMatching(sentence) });
  });

  it('takes pictures by their content, whichever kind their name says', async () => {
    expect(await detect(png, 'photo.png')).toBe('image');
    expect(await detect(png, 'photo.jpg')).toBe('image');
    expect(await detect(Uint8Array.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0, 0, 0]), 'scan.tif')).toBe('image');
    expect(await detect('GIF89a\u0001\0\u0001\0', 'photo.gif')).toBe('image');
    await expect(detect('# Words', 'photo.png')).rejects.toMatchObject({ code: 'unsupported:mismatch' });
  });

  it('says that a protected Office file needs a password', async () => {
    await expect(detect(ole('EncryptedPackage'), 'letter.docx')).rejects.toMatchObject({ code: 'unsupported:password' });
  });
});

describe('C2: empty and encoded text', () => {
  it.each([
    ['nothing', ''],
    ['spaces', ' \n\t\r\n '.repeat(30_000)],
    ['NUL', '\0'.repeat(200_000)],
    ['a byte order mark', '\ufeff'],
  ])('a file of %s is empty', async (_, content) => {
    await expect(detect(content, 'notes.txt')).rejects.toMatchObject({ code: 'unsupported:empty' });
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffHello wide world', 'utf16le')],
    ['UTF-16 without one', Buffer.from('Hello wide world, how are you today?', 'utf16le')],
    ['text with a few NULs', 'Hello\0 world, this is a longer text.'],
    ['words after 200 kB of spaces', `${' '.repeat(200_000)}word`],
  ])('%s is text', async (_, content) => {
    expect(await detect(content, 'notes.txt')).toBe('text');
  });
});
