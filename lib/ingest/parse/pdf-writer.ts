import type { LayoutBlock } from '@llamaindex/liteparse';
import type { DocumentBuilder } from './document-builder';
import type { Block, Link, Page, Span } from './parsed-document';
import { continuesOnNextLine, isBroken, splitParagraph } from './pdf-paragraphs';
import { intoLines, wordsByCell, type PdfRegion } from './pdf-regions';
import { bodySize } from './pdf-running-lines';
import type { PdfWord } from './pdf-words';

type Words = Page['words'];
type Prose = Block & { kind: 'paragraph' | 'list-item' };

/** Writes pages into the canonical text and keeps, for every word, the span it received. */
export class PdfWriter {
  /** The first large line of the first page. */
  title: string | undefined;
  private titleSize = 0;
  private page = 0;
  private boxes: Words = [];
  /** Of the block that is being written. */
  private links: Link[] = [];
  /** The paragraph written last, while nothing else follows it: its next line may stand in the next region or page. */
  private open: { block: Prose; lines: PdfWord[][]; page: number } | undefined;

  constructor(private readonly builder: DocumentBuilder) {}

  /** Adds a page from its regions in the order in which they are read. */
  addPage(page: Pick<Page, 'number' | 'width' | 'height' | 'orientation'>, regions: PdfRegion[]): void {
    const body = bodySize(regions.flatMap(({ lines }) => lines.flat()));
    this.page = page.number;
    this.boxes = [];
    for (const region of regions) this.addRegion(region, body);
    const { number, orientation } = page;
    this.builder.page(number, this.boxes[0]?.[0], { width: round(page.width), height: round(page.height), ...(orientation && { orientation }) }, this.boxes);
  }

  private addRegion({ block, lines }: PdfRegion, body: number): void {
    const kind = block?.kind;
    if (kind === 'table' && block) return this.addTable(block, lines.flat());
    if (kind === 'code' || kind === 'grid_fallback') return this.addLines(lines, kind === 'code' ? 'code' : 'paragraph');
    const size = lines[0]?.[0]?.size ?? 0;
    const large = lines.length <= 3 && body > 0 && size >= body * 1.2 && characters(lines) <= 200;
    if (block && kind === 'heading') return this.addHeading(lines, block.level ?? 2, size);
    if (large) return this.addHeading(lines, size >= body * 1.6 ? 1 : 2, size);
    if (kind === 'list_item') return this.addListItem(block, lines);
    this.addParagraphs(lines);
  }

  private addLines(lines: PdfWord[][], kind: 'code' | 'paragraph'): void {
    const start = this.begin();
    this.writeLines(lines, '\n');
    this.add({ start, end: this.builder.position, kind, page: this.page });
  }

  private addHeading(lines: PdfWord[][], level: number, size: number): void {
    const start = this.begin();
    this.writeLines(lines, ' ');
    this.add({ start, end: this.builder.position, kind: 'heading', level: clampLevel(level), page: this.page });
    if (this.page === 1 && size > this.titleSize) {
      this.titleSize = size;
      this.title = lines.flat().map((word) => word.text).join(' ');
    }
  }

  private addListItem(block: LayoutBlock | undefined, lines: PdfWord[][]): void {
    // A line further left than the item's mark belongs to the text after the list.
    const left = lines[0]?.[0]?.x ?? 0;
    const outside = lines.findIndex((line) => (line[0]?.x ?? left) < left - 3);
    const item = outside < 0 ? lines : lines.slice(0, outside);
    const own = isBullet(item[0]?.[0]?.text ?? '') ? [item[0]?.slice(1) ?? [], ...item.slice(1)].filter((line) => line.length > 0) : item;
    if (own.length > 0) {
      const start = this.begin();
      this.writeLines(own, ' ');
      const depth = Math.max(0, (block?.level ?? 1) - 1);
      const written: Prose = { start, end: this.builder.position, kind: 'list-item', depth, ordered: block?.ordered ?? false, page: this.page };
      this.add(written);
      this.open = { block: written, lines: own, page: this.page };
    }
    if (outside >= 0) this.addParagraphs(lines.slice(outside));
  }

  private addParagraphs(lines: PdfWord[][]): void {
    for (const part of splitParagraph(lines)) {
      if (this.open && continuesOnNextLine(this.open.lines, part, this.open.page !== this.page)) {
        if (isBroken(this.open.lines.at(-1)?.at(-1), part[0]?.[0])) this.dropHyphen();
        else this.builder.write(' ');
        this.writeLines(part, ' ');
        this.open.block.end = this.builder.position;
        if (this.links.length > 0) this.open.block.links = this.links;
        this.open = { block: this.open.block, lines: part, page: this.page };
        continue;
      }
      const start = this.begin();
      this.writeLines(part, ' ');
      const written: Prose = { start, end: this.builder.position, kind: 'paragraph', page: this.page };
      this.add(written);
      this.open = { block: written, lines: part, page: this.page };
    }
  }

  private addTable(block: LayoutBlock, words: PdfWord[]): void {
    const cells = [...(block.header ? [block.header] : []), ...(block.rows ?? [])];
    const grid = wordsByCell(cells, words);
    if (grid.flat(2).length < words.length) return this.addParagraphs(intoLines(words));
    // The layout joins what stands above a table to it; an empty row parts them.
    let rows: PdfWord[][][] = [];
    const flush = () => {
      this.addRows(rows, block.header !== undefined);
      rows = [];
    };
    for (const row of grid) {
      if (row.every((cell) => cell.length === 0)) flush();
      else rows.push(row);
    }
    flush();
  }

  private addRows(grid: PdfWord[][][], header: boolean): void {
    if (grid.length === 0) return;
    const columns = grid[0]?.map((_, column) => grid.some((row) => (row[column]?.length ?? 0) > 0)) ?? [];
    if (columns.filter(Boolean).length < 2) {
      for (const row of grid) this.addParagraphs(intoLines(row.flat()));
      return;
    }
    const start = this.begin();
    const rows = grid.map((row, index) => {
      if (index > 0) this.builder.write('\n');
      const last = row.findLastIndex((cell) => cell.length > 0);
      return row.flatMap((cell, column): Span[] => {
        if (!columns[column]) return [];
        if (column > columns.indexOf(true) && column <= last) this.builder.write(' | ');
        return [this.writeLines(intoLines(cell), ' ')];
      });
    });
    this.builder.report.tables += 1;
    const names = (grid[0] ?? []).filter((_, column) => columns[column]).map((cell) => cell.map((word) => word.text).join(''));
    const named = names.every((name) => name !== '' && !/^[\d.,%€$£-]+$/.test(name));
    this.add({ start, end: this.builder.position, kind: 'table', rows, header: header || (named && grid.length > 1), page: this.page });
  }

  private add(block: Block): void {
    if (this.links.length > 0) block.links = this.links;
    this.builder.blocks.push(block);
  }

  /** The word that was written last goes on: its hyphen belongs to the line, not to the word. */
  private dropHyphen(): void {
    this.builder.takeBack();
    const box = (this.boxes.at(-1) ?? this.builder.pages.at(-1)?.words.at(-1));
    if (box) box[1] -= 1;
    const link = this.links.at(-1);
    if (link) link.end = Math.min(link.end, this.builder.position);
  }

  /** Words of one link that follow each other are one. */
  private addLink({ start, end }: Span, url: string): void {
    const last = this.links.at(-1);
    if (last?.url === url && start - last.end <= 1) last.end = end;
    else this.links.push({ start, end, url });
  }

  private begin(): number {
    this.open = undefined;
    this.links = [];
    return this.builder.begin();
  }

  /** Writes words apart by spaces, lines apart by `separator`; a word broken at a line's end is made whole. */
  private writeLines(lines: PdfWord[][], separator: ' ' | '\n'): Span {
    const start = this.builder.position;
    lines.forEach((line, lineIndex) => {
      line.forEach((word, index) => {
        const beside = line[index + 1];
        const below = !beside && separator === ' ' ? lines[lineIndex + 1]?.[0] : undefined;
        const broken = isBroken(word, below);
        const span = this.builder.write(broken ? word.text.slice(0, -1) : word.text);
        if (word.url !== undefined) this.addLink(span, word.url);
        this.boxes.push([span.start, span.end, round(word.x), round(word.y), round(word.width), round(word.height)]);
        if (beside && !touches(word, beside)) this.builder.write(' ');
        else if (!beside && lineIndex < lines.length - 1 && !broken) this.builder.write(separator);
      });
    });
    return { start, end: this.builder.position };
  }
}

/** Whether a sign such as a full stop stands right behind a word of another font. */
function touches(word: PdfWord, next: PdfWord): boolean {
  return /^[.,;:!?)\]”’]/.test(next.text) && Math.abs(next.x - word.x - word.width) < next.height * 0.12;
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
