import { DocumentBuilder } from './document-builder';
import { hiddenBy, type Look } from './hidden-look';
import { addChart, readChart } from './office-chart';
import type { ParsedDocument } from './parsed-document';
import { fillColour, isFilled, SlideBackgrounds } from './pptx-background';
import { allElements, element, elements, readXmlTree, readXmlTreeOf, relationshipsOf, targetsOf, type XmlElement } from './read-xml';
import { readZip } from './read-zip';
import { notesHeading } from './slide-notes';

/** English Metric Units in a point. */
const emuPerPoint = 12_700;
const wanted = /^ppt\/(presentation\.xml|_rels\/presentation\.xml\.rels|(slides|notesSlides|slideLayouts|slideMasters)\/([^/]+\.xml|_rels\/[^/]+\.rels)|theme\/[^/]+\.xml|diagrams\/data\d*\.xml|(charts|comments)\/[^/]+\.xml)$/i;

/** PowerPoint: each slide a page with its title as heading, its lists, tables, charts, diagrams (SmartArt) and speaker notes; pictures and comments are not read. */
export async function parsePptx(path: string): Promise<ParsedDocument> {
  const parts = await readZip(path, (name) => wanted.test(name));
  const builder = new DocumentBuilder();
  const presentation = element(readXmlTree(parts.get('ppt/presentation.xml') ?? new Uint8Array()), 'presentation');
  const targets = targetsOf(parts, 'ppt/presentation.xml');
  const size = element(presentation, 'sldSz')?.attributes;
  const page = { width: points(size?.cx, 960), height: points(size?.cy, 540) };
  const slides = allElements(element(presentation, 'sldIdLst'), 'sldId');
  const backgrounds = new SlideBackgrounds(parts);
  slides.forEach((slide, index) => {
    const name = targets.get(slide.attributes['r:id'] ?? '') ?? '';
    const content = parts.get(name);
    const tree = content && element(readXmlTree(content), 'sld');
    if (tree?.attributes.show === '0') {
      builder.hide('slide', allElements(tree, 'p').map(plainText).join(' '));
      builder.leaveOutPage(index + 1, page);
      return;
    }
    const blocks = builder.blocks.length;
    if (tree) {
      const reader = new SlideReader(builder, index + 1, page, linksOf(parts, name), graphicsOf(parts, name), backgrounds.of(name, tree));
      reader.read(tree);
      const notes = notesOf(parts, name);
      if (notes) reader.readNotes(notes);
    }
    builder.page(index + 1, builder.blocks[blocks]?.start, page);
  });
  for (const [name, content] of parts) if (/^ppt\/comments\//i.test(name)) builder.leaveOutComments(allElements(readXmlTreeOf(content), 'cm').length);
  builder.report.pages = slides.length;
  return builder.finish('pptx', builder.firstPageHeading);
}

function linksOf(parts: Map<string, Buffer>, slide: string): Map<string, string> {
  return new Map(relationshipsOf(parts, slide).flatMap(({ id, target, isExternal }) => (isExternal ? [[id, target] as const] : [])));
}

/** The data of a slide's diagrams and charts by the relationship's id. */
function graphicsOf(parts: ReadonlyMap<string, Buffer>, slide: string): Map<string, Buffer> {
  return new Map(
    relationshipsOf(parts, slide).flatMap(({ id, kind, target, isExternal }) => {
      const content = !isExternal && (kind === 'diagramData' || kind === 'chart') ? parts.get(target) : undefined;
      return content ? [[id, content] as const] : [];
    }),
  );
}

/** The shape in which the speaker has written notes to a slide. */
function notesOf(parts: Map<string, Buffer>, slide: string): XmlElement | undefined {
  const name = relationshipsOf(parts, slide).find((one) => one.kind === 'notesSlide' && !one.isExternal)?.target;
  const content = name && parts.get(name);
  if (!content) return undefined;
  return shapesOf(element(readXmlTree(content), 'notes', 'cSld', 'spTree')).find((shape) => placeholder(shape) === 'body');
}

function points(emu: string | undefined, otherwise: number): number {
  const value = Number(emu) / emuPerPoint;
  return Number.isFinite(value) && value > 0 ? Math.round(value * 100) / 100 : otherwise;
}

class SlideReader {
  constructor(
    private readonly builder: DocumentBuilder,
    private readonly page: number,
    private readonly size: { width: number; height: number },
    private readonly links: ReadonlyMap<string, string>,
    private readonly graphics: ReadonlyMap<string, Buffer>,
    private readonly ground: ReturnType<SlideBackgrounds['of']>,
  ) {}

  read(slide: XmlElement): void {
    const shapes = shapesOf(element(slide, 'cSld', 'spTree')).filter((shape) => !this.isUnseen(shape));
    // The title is read first wherever it stands in the file.
    const title = shapes.find((shape) => isTitle(shape));
    if (title) this.builder.heading(paragraphsOf(title).map((paragraph) => this.textOf(paragraph, title)).join(' '), placeholder(title) === 'ctrTitle' ? 1 : 2, this.page);
    for (const shape of shapes) if (shape !== title) this.shape(shape);
  }

  readNotes(notes: XmlElement): void {
    const paragraphs = paragraphsOf(notes).map((paragraph) => this.textOf(paragraph, undefined));
    if (paragraphs.every((text) => text.trim() === '')) return;
    this.builder.heading(notesHeading, 3, this.page);
    for (const text of paragraphs) this.builder.paragraph(text, this.page);
  }

  /** Shapes hidden in the selection pane, and those that lie off the slide; their words are noted. */
  private isUnseen(shape: XmlElement): boolean {
    const marked = elements(shape).some((part) => element(part, 'cNvPr')?.attributes.hidden === '1');
    if (!marked && !this.isOutside(shape)) return false;
    const words = allElements(shape, 'p').map(plainText).join(' ');
    if (words.trim() !== '') this.builder.hide(marked ? 'marked' : 'off-page', words);
    return true;
  }

  private isOutside(shape: XmlElement): boolean {
    const frame = element(shape, 'spPr', 'xfrm') ?? element(shape, 'xfrm');
    const [x, y] = [element(frame, 'off')?.attributes.x, element(frame, 'off')?.attributes.y].map((value) => Number(value) / emuPerPoint);
    const [width, height] = [element(frame, 'ext')?.attributes.cx, element(frame, 'ext')?.attributes.cy].map((value) => Number(value) / emuPerPoint);
    if (x === undefined || y === undefined || width === undefined || height === undefined || ![x, y, width, height].every(Number.isFinite)) return false;
    return x >= this.size.width || y >= this.size.height || x + width <= 0 || y + height <= 0;
  }

  private shape(shape: XmlElement): void {
    if (shape.name === 'pic') this.builder.report.imagesSkipped += 1;
    else if (shape.name === 'graphicFrame') this.graphic(shape);
    else if (shape.name === 'sp' && !['sldNum', 'dt', 'ftr', 'hdr'].includes(placeholder(shape) ?? '')) this.words(shape);
  }

  private graphic(frame: XmlElement): void {
    const table = allElements(frame, 'tbl')[0];
    if (!table) {
      const diagram = this.graphics.get(allElements(frame, 'relIds')[0]?.attributes['r:dm'] ?? '');
      const chart = this.graphics.get(allElements(frame, 'chart')[0]?.attributes['r:id'] ?? '');
      if (diagram) this.diagram(diagram);
      else if (!chart || !addChart(this.builder, readChart(chart), this.page)) this.builder.report.imagesSkipped += 1;
      return;
    }
    const [first, ...others] = elements(table, 'tr');
    const title = first && others.length > 1 ? overAllColumns(first) : undefined;
    if (title) this.builder.caption(allElements(title, 'p').map((paragraph) => this.textOf(paragraph, undefined)).join(' '), this.page);
    const rows = (title || !first ? others : [first, ...others]).map((row) => elements(row, 'tc').map((cell) => allElements(cell, 'p').map((paragraph) => this.textOf(paragraph, undefined)).join(' ')));
    const header = element(table, 'tblPr')?.attributes.firstRow;
    this.builder.table(rows, { header: header === '1' || header === 'true' || rows.length > 1, page: this.page });
  }

  /** The words of a diagram in the order of its points; what only arranges them has none. */
  private diagram(content: Buffer): void {
    for (const point of allElements(element(readXmlTree(content), 'dataModel', 'ptLst'), 'pt')) {
      if (/^(pres|parTrans|sibTrans)$/.test(point.attributes.type ?? '')) continue;
      const text = elements(element(point, 't'), 'p').map((paragraph) => this.textOf(paragraph, undefined)).join('\n');
      this.builder.listItem(text, 0, false, this.page);
    }
  }

  private words(shape: XmlElement): void {
    const kind = placeholder(shape);
    // Placeholders for the body have bullets unless they say otherwise; other boxes only when they say so.
    const bulleted = kind === 'body' || kind === 'obj' || kind === '';
    for (const paragraph of paragraphsOf(shape)) {
      const properties = element(paragraph, 'pPr');
      const marks = new Set(elements(properties).map((child) => child.name));
      const item = marks.has('buChar') || marks.has('buAutoNum') || marks.has('buBlip') || (bulleted && !marks.has('buNone'));
      const text = this.textOf(paragraph, shape);
      if (item) this.builder.listItem(text, Math.min(8, Number(properties?.attributes.lvl ?? 0) || 0), marks.has('buAutoNum'), this.page);
      else this.builder.paragraph(text, this.page);
    }
  }

  /** The seen words of a paragraph. Without its shape nothing is known of what they stand on. */
  private textOf(paragraph: XmlElement, shape: XmlElement | undefined): string {
    const { theme } = this.ground;
    const background = !shape ? 'unknown' : isFilled(shape) ? (fillColour(element(shape, 'spPr'), theme) ?? 'unknown') : this.ground.background;
    return elements(paragraph)
      .map((child) => {
        if (child.name === 'br') return '\n';
        if (child.name !== 'r' && child.name !== 'fld') return '';
        const words = wordsOf(child);
        const properties = element(child, 'rPr');
        const size = properties?.attributes.sz;
        const colour = fillColour(properties, theme);
        const look: Look = { background, ...(size && { points: Number(size) / 100 }), ...(colour !== undefined && { colour }) };
        const hidden = hiddenBy(look);
        if (!hidden) return this.builder.link(words, this.links.get(element(properties, 'hlinkClick')?.attributes['r:id'] ?? ''));
        if (words.trim() !== '') this.builder.hide(hidden, words);
        return '';
      })
      .join('');
  }
}

/** The one cell of a row that goes over all columns: what it says is the table's title. */
function overAllColumns(row: XmlElement): XmlElement | undefined {
  const cells = elements(row, 'tc');
  return cells.length > 1 && Number(cells[0]?.attributes.gridSpan) === cells.length ? cells[0] : undefined;
}

/** Shapes in the order of the file; groups are opened, of alternatives the first is taken. */
function shapesOf(tree: XmlElement | undefined): XmlElement[] {
  return elements(tree).flatMap((child) => {
    if (child.name === 'grpSp') return shapesOf(child);
    if (child.name === 'AlternateContent') return shapesOf(elements(child)[0]);
    return [child];
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

function wordsOf(run: XmlElement): string {
  return elements(run, 't').flatMap((text) => text.children).join('');
}

/** All words of a paragraph, however they look. */
function plainText(paragraph: XmlElement): string {
  return elements(paragraph).map((child) => (child.name === 'br' ? '\n' : wordsOf(child))).join('');
}
