// Files for tests, made on the spot: nothing binary in the repository that a test can write itself.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LiteParse } from '@llamaindex/liteparse';
import { strToU8, zipSync, type Zippable } from 'fflate';
import PDFDocument from 'pdfkit';
import { afterAll } from 'vitest';

let folder: string | undefined;
let count = 0;

/** Writes a file that vanishes after the tests of this file; returns its path. */
export async function testFile(content: string | Uint8Array, name = 'file'): Promise<string> {
  folder ??= await mkdtemp(path.join(tmpdir(), 'footnote-parse-'));
  count += 1;
  const file = path.join(folder, `${count}-${name}`);
  await writeFile(file, content);
  return file;
}

afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
  folder = undefined;
});

/** A zip archive of texts by name. */
export function zipOf(files: Record<string, string | Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) entries[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(entries);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const relationshipNamespace = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest Word file around a body; `doctype` goes before the root element. */
export function wordFile(body: string, doctype = '', extra: Record<string, string | Uint8Array> = {}): Uint8Array {
  return zipOf({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${relationshipNamespace}"><Relationship Id="rId1" Type="${officeRelationships}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${xml}${doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${officeRelationships}"><w:body>${body}</w:body></w:document>`,
    ...extra,
  });
}

/** A workbook of one sheet around its rows; `after` follows them in the sheet. */
export function excelFile(rows: string, doctype = '', after = ''): Uint8Array {
  return zipOf({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeRelationships}"><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${relationshipNamespace}"><Relationship Id="rId1" Type="${officeRelationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${xml}${doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${after}</worksheet>`,
  });
}

/** A presentation of slides, each given as the inner XML of its shape tree. */
export function powerPointFile(slides: string[], doctype = '', order = slides.map((_, index) => index), extra: Record<string, string> = {}): Uint8Array {
  const files: Record<string, string> = {
    ...extra,
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'ppt/presentation.xml': `${xml}<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${officeRelationships}"><p:sldIdLst>${order.map((slide) => `<p:sldId id="${256 + slide}" r:id="rId${slide + 1}"/>`).join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': `${xml}<Relationships xmlns="${relationshipNamespace}">${slides.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${officeRelationships}/slide" Target="slides/slide${index + 1}.xml"/>`).join('')}</Relationships>`,
  };
  slides.forEach((slide, index) => {
    files[`ppt/slides/slide${index + 1}.xml`] = `${xml}${doctype}<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${officeRelationships}"><p:cSld><p:spTree>${slide}</p:spTree></p:cSld></p:sld>`;
  });
  return zipOf(files);
}

const odfNamespaces = ['office', 'text', 'table', 'style', 'draw', 'presentation', 'script'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ') + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"';

/** An OpenDocument file around what stands in its body; `styles` are automatic ones, `named` those that people choose. */
export function openDocumentFile(kind: 'text' | 'presentation' | 'spreadsheet', body: string, styles = '', doctype = '', named = ''): Uint8Array {
  return zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'META-INF/manifest.xml': `${xml}<manifest/>`,
    'content.xml': `${xml}${doctype}<office:document-content ${odfNamespaces}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...(named && { 'styles.xml': `${xml}<office:document-styles ${odfNamespaces}><office:styles>${named}</office:styles></office:document-styles>` }),
    'meta.xml': `${xml}<office:document-meta ${odfNamespaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>From the metadata</dc:title></office:meta></office:document-meta>`,
  });
}

/** A book of chapters, each given as the inner HTML of its body. */
export function epubFile(chapters: string[], extra: Record<string, string> = {}): Uint8Array {
  const names = chapters.map((_, index) => `chapter ${index + 1}.xhtml`);
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `${xml}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`,
    'OPS/book.opf': `${xml}<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The book</dc:title></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav"/>${names.map((name, index) => `<item id="c${index}" href="${encodeURIComponent(name)}"/>`).join('')}</manifest><spine><itemref idref="nav"/>${names.map((_, index) => `<itemref idref="c${index}"/>`).join('')}</spine></package>`,
    'OPS/nav.xhtml': '<html><body><nav><a href="a">Contents page</a></nav></body></html>',
    ...Object.fromEntries(names.map((name, index) => [`OPS/${name}`, `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${chapters[index]}</body></html>`])),
    ...extra,
  });
}

/** A PDF drawn by a function. */
export async function drawPdf(draw: (document: PDFKit.PDFDocument) => unknown, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 60, ...options });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const end = new Promise((resolve) => document.on('end', resolve));
  await draw(document);
  document.end();
  await end;
  return Buffer.concat(chunks);
}

/** The pages of a PDF as pictures, as a scanner would give them: PNG at 200 dots per inch. */
export async function scansOf(pdf: Uint8Array, pages: number[]): Promise<Buffer[]> {
  const drawn = await new LiteParse({ ocrEnabled: false, quiet: true, dpi: 200 }).screenshot(pdf, pages);
  return drawn.map(({ imageBuffer }) => imageBuffer);
}
