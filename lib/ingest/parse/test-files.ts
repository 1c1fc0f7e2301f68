// Files for tests, made on the spot: nothing binary in the repository that a test can write itself.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
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

/** A workbook of one sheet around its rows. */
export function excelFile(rows: string, doctype = ''): Uint8Array {
  return zipOf({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeRelationships}"><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${relationshipNamespace}"><Relationship Id="rId1" Type="${officeRelationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${xml}${doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  });
}

/** A presentation of slides, each given as the inner XML of its shape tree. */
export function powerPointFile(slides: string[], doctype = '', order = slides.map((_, index) => index)): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'ppt/presentation.xml': `${xml}<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${officeRelationships}"><p:sldIdLst>${order.map((slide) => `<p:sldId id="${256 + slide}" r:id="rId${slide + 1}"/>`).join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': `${xml}<Relationships xmlns="${relationshipNamespace}">${slides.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${officeRelationships}/slide" Target="slides/slide${index + 1}.xml"/>`).join('')}</Relationships>`,
  };
  slides.forEach((slide, index) => {
    files[`ppt/slides/slide${index + 1}.xml`] = `${xml}${doctype}<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${officeRelationships}"><p:cSld><p:spTree>${slide}</p:spTree></p:cSld></p:sld>`;
  });
  return zipOf(files);
}
