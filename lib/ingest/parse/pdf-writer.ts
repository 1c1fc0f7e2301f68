import type { LayoutBlock } from '@llamaindex/liteparse';
import type { DocumentBuilder } from './document-builder';
import type { Page, Span } from './parsed-document';
import { intoLines, pageRegions, wordsByCell, type PdfRegion } from './pdf-regions';
import { bodySize } from './pdf-running-lines';
import type { PdfWord } from './pdf-words';

type Words = Page['words'];

/** Writes pages into the canonical text and keeps, for every word, the span it received. */
export class PdfWriter {
  /** The first large line of the first page. */
  title: string | undefined;
  private titleSize = 0;

  constructor(private readonly builder: DocumentBuilder) {}

  addPage(page: { number: number; width: number; height: number }, blocks: LayoutBlock[], words: PdfWord[], pictures: number): void {
    const before = this.builder.position;
    const boxes: Words = [];
    const body = bodySize(words);
    this.builder.report.imagesSkipped += pictures;
    for (const region of pageRegions(blocks, words)) this.addRegion(region, page.number, body, boxes);
    this.builder.page(page.number, before, { width: round(page.width), height: round(page.height) }, boxes);
  }

  private addRegion({ block, lines }: PdfRegion, page: number, body: number, boxes: Words): void {
    const kind = block?.kind;
    if (kind === 'table' && block) return this.addTable(block, lines.flat(), page, boxes);
    if (kind === 'code' || kind === 'grid_fallback') {
      const start = this.builder.begin();
      this.writeLines(lines, '\n', boxes);
      this.builder.blocks.push({ start, end: this.builder.position, kind: kind === 'code' ? 'code' : 'paragraph', page });
      return;
    }
    const size = lines[0]?.[0]?.size ?? 0;
    const large = lines.length <= 3 && body > 0 && size >= body * 1.2 && characters(lines) <= 200;
    if (kind === 'heading' || large) return this.addHeading(lines, block?.kind === 'heading' ? (block.level ?? 2) : size >= body * 1.6 ? 1 : 2, page, size, boxes);
    if (kind === 'list_item') return this.addListItem(block, lines, page, boxes);
    this.addParagraph(lines, page, boxes);
  }

  private addHeading(lines: PdfWord[][], level: number, page: number, size: number, boxes: Words): void {
    const start = this.builder.begin();
    this.writeLines(lines, ' ', boxes);
    this.builder.blocks.push({ start, end: this.builder.position, kind: 'heading', level: clampLevel(level), page });
    if (page === 1 && size > this.titleSize) {
      this.titleSize = size;
      this.title = lines.flat().map((word) => word.text).join(' ');
    }
  }

  private addListItem(block: LayoutBlock | undefined, lines: PdfWord[][], page: number, boxes: Words): void {
    const own = isBullet(lines[0]?.[0]?.text ?? '') ? [lines[0]?.slice(1) ?? [], ...lines.slice(1)].filter((line) => line.length > 0) : lines;
    if (own.length === 0) return;
    const start = this.builder.begin();
    this.writeLines(own, ' ', boxes);
    const depth = Math.max(0, (block?.level ?? 1) - 1);
    this.builder.blocks.push({ start, end: this.builder.position, kind: 'list-item', depth, ordered: block?.ordered ?? false, page });
  }

  private addParagraph(lines: PdfWord[][], page: number, boxes: Words): void {
    const start = this.builder.begin();
    this.writeLines(lines, ' ', boxes);
    this.builder.blocks.push({ start, end: this.builder.position, kind: 'paragraph', page });
  }

  private addTable(block: LayoutBlock, words: PdfWord[], page: number, boxes: Words): void {
    const cells = [...(block.header ? [block.header] : []), ...(block.rows ?? [])];
    const grid = wordsByCell(cells, words);
    if (grid.flat(2).length < words.length) return this.addParagraph(intoLines(words), page, boxes);
    // The layout joins what stands above a table to it; an empty row parts them.
    let rows: PdfWord[][][] = [];
    const flush = () => {
      this.addRows(rows, block.header !== undefined, page, boxes);
      rows = [];
    };
    for (const row of grid) {
      if (row.every((cell) => cell.length === 0)) flush();
      else rows.push(row);
    }
    flush();
  }

  private addRows(grid: PdfWord[][][], header: boolean, page: number, boxes: Words): void {
    if (grid.length === 0) return;
    const columns = grid[0]?.map((_, column) => grid.some((row) => (row[column]?.length ?? 0) > 0)) ?? [];
    if (columns.filter(Boolean).length < 2) {
      for (const row of grid) this.addParagraph(intoLines(row.flat()), page, boxes);
      return;
    }
    const start = this.builder.begin();
    const rows = grid.map((row, index) => {
      if (index > 0) this.builder.write('\n');
      const last = row.findLastIndex((cell) => cell.length > 0);
      return row.flatMap((cell, column): Span[] => {
        if (!columns[column]) return [];
        if (column > columns.indexOf(true) && column <= last) this.builder.write(' | ');
        return [this.writeLines(intoLines(cell), ' ', boxes)];
      });
    });
    this.builder.report.tables += 1;
    const first = grid[0] ?? [];
    const named = first.filter((_, column) => columns[column]).every((cell) => cell.length > 0 && !/^[\d.,%€$£-]+$/.test(cell.map((word) => word.text).join('')));
    this.builder.blocks.push({ start, end: this.builder.position, kind: 'table', rows, header: header || (named && grid.length > 1), page });
  }

  /** Writes words apart by spaces, lines apart by `separator`; a word broken at a line's end is made whole. */
  private writeLines(lines: PdfWord[][], separator: ' ' | '\n', boxes: Words): Span {
    const start = this.builder.position;
    lines.forEach((line, lineIndex) => {
      line.forEach((word, index) => {
        const next = index === line.length - 1 && separator === ' ' ? lines[lineIndex + 1]?.[0] : undefined;
        const broken = next !== undefined && /\p{L}\p{Ll}[-\u2010]$/u.test(word.text) && /^\p{Ll}/u.test(next.text);
        const span = this.builder.write(broken ? word.text.slice(0, -1) : word.text);
        boxes.push([span.start, span.end, round(word.x), round(word.y), round(word.width), round(word.height)]);
        if (index < line.length - 1) this.builder.write(' ');
        else if (lineIndex < lines.length - 1 && !broken) this.builder.write(separator);
      });
    });
    return { start, end: this.builder.position };
  }
}

function characters(lines: PdfWord[][]): number {
  return lines.flat().reduce((sum, word) => sum + word.text.length, 0);
}

function isBullet(text: string): boolean {
  return /^[-*+•‣▪◦·–—●○■□➢➤✓✔]$/u.test(text);
}

function clampLevel(level: number): 1 | 2 | 3 | 4 | 5 | 6 {
  return Math.min(6, Math.max(1, Math.round(level))) as 1 | 2 | 3 | 4 | 5 | 6;
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
