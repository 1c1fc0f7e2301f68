import { DocumentBuilder } from './document-builder';
import type { ParsedDocument } from './parsed-document';
import { allElements, element, elements, readXmlTree, relationships, type XmlElement } from './read-xml';
import { readZip } from './read-zip';

/** English Metric Units in a point. */
const emuPerPoint = 12_700;

/** PowerPoint: each slide a page with its title as heading, its lists and tables; notes, charts and pictures are not read. */
export async function parsePptx(path: string): Promise<ParsedDocument> {
  const parts = await readZip(path, (name) => /^ppt\/(presentation\.xml|_rels\/presentation\.xml\.rels|slides\/[^/]+\.xml)$/i.test(name));
  const builder = new DocumentBuilder();
  const presentation = element(readXmlTree(parts.get('ppt/presentation.xml') ?? new Uint8Array()), 'presentation');
  const targets = relationships(parts.get('ppt/_rels/presentation.xml.rels'), 'ppt');
  const size = element(presentation, 'sldSz')?.attributes;
  const page = { width: points(size?.cx, 960), height: points(size?.cy, 540) };
  const slides = allElements(element(presentation, 'sldIdLst'), 'sldId');
  let hidden = 0;
  slides.forEach((slide, index) => {
    const content = parts.get(targets.get(slide.attributes['r:id'] ?? '') ?? '');
    const tree = content && element(readXmlTree(content), 'sld');
    const blocks = builder.blocks.length;
    if (tree?.attributes.show === '0') hidden += 1;
    else if (tree) new SlideReader(builder, index + 1).read(tree);
    builder.page(index + 1, builder.blocks[blocks]?.start, page);
  });
  builder.report.pages = slides.length;
  if (hidden > 0) builder.note(`${hidden} hidden ${hidden === 1 ? 'slide was' : 'slides were'} not read.`);
  return builder.finish('pptx', builder.firstPageHeading);
}

function points(emu: string | undefined, otherwise: number): number {
  const value = Number(emu) / emuPerPoint;
  return Number.isFinite(value) && value > 0 ? Math.round(value * 100) / 100 : otherwise;
}

class SlideReader {
  constructor(
    private readonly builder: DocumentBuilder,
    private readonly page: number,
  ) {}

  read(slide: XmlElement): void {
    const shapes = shapesOf(element(slide, 'cSld', 'spTree'));
    // The title is read first wherever it stands in the file.
    const title = shapes.find((shape) => isTitle(shape));
    if (title) this.builder.heading(paragraphsOf(title).map(textOf).join(' '), placeholder(title) === 'ctrTitle' ? 1 : 2, this.page);
    for (const shape of shapes) if (shape !== title) this.shape(shape);
  }

  private shape(shape: XmlElement): void {
    if (shape.name === 'pic') this.builder.report.imagesSkipped += 1;
    else if (shape.name === 'graphicFrame') this.graphic(shape);
    else if (shape.name === 'sp' && !['sldNum', 'dt', 'ftr', 'hdr'].includes(placeholder(shape) ?? '')) this.words(shape);
  }

  private graphic(frame: XmlElement): void {
    const table = allElements(frame, 'tbl')[0];
    if (!table) {
      this.builder.report.imagesSkipped += 1;
      return;
    }
    const rows = elements(table, 'tr').map((row) => elements(row, 'tc').map((cell) => allElements(cell, 'p').map(textOf).join(' ')));
    const header = element(table, 'tblPr')?.attributes.firstRow;
    this.builder.table(rows, { header: header === '1' || header === 'true' || rows.length > 1, page: this.page });
  }

  private words(shape: XmlElement): void {
    const kind = placeholder(shape);
    // Placeholders for the body have bullets unless they say otherwise; other boxes only when they say so.
    const bulleted = kind === 'body' || kind === 'obj' || kind === '';
    for (const paragraph of paragraphsOf(shape)) {
      const properties = element(paragraph, 'pPr');
      const marks = new Set(elements(properties).map((child) => child.name));
      const item = marks.has('buChar') || marks.has('buAutoNum') || marks.has('buBlip') || (bulleted && !marks.has('buNone'));
      const text = textOf(paragraph);
      if (item) this.builder.listItem(text, Math.min(8, Number(properties?.attributes.lvl ?? 0) || 0), marks.has('buAutoNum'), this.page);
      else this.builder.paragraph(text, this.page);
    }
  }
}

/** Shapes in the order of the file; groups are opened, of alternatives the first is taken. */
function shapesOf(tree: XmlElement | undefined): XmlElement[] {
  return elements(tree).flatMap((child) => {
    if (child.name === 'grpSp') return shapesOf(child);
    if (child.name === 'AlternateContent') return shapesOf(elements(child)[0]);
    // Shapes hidden in the selection pane.
    return elements(child).some((part) => element(part, 'cNvPr')?.attributes.hidden === '1') ? [] : [child];
  });
}

/** Kind of placeholder; '' for one without a kind, undefined for shapes that are none. */
function placeholder(shape: XmlElement): string | undefined {
  const found = element(shape, 'nvSpPr', 'nvPr', 'ph');
  return found && (found.attributes.type ?? '');
}

function isTitle(shape: XmlElement): boolean {
  return ['title', 'ctrTitle'].includes(placeholder(shape) ?? '-');
}

function paragraphsOf(shape: XmlElement): XmlElement[] {
  return elements(element(shape, 'txBody'), 'p');
}

function textOf(paragraph: XmlElement): string {
  return elements(paragraph)
    .map((child) => (child.name === 'br' ? '\n' : child.name === 'r' || child.name === 'fld' ? elements(child, 't').flatMap((text) => text.children).join('') : ''))
    .join('');
}
