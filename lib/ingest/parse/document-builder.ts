import { AppError } from '@/lib/errors/app-error';
import { cleanLine, cleanLines, cleanText } from './clean-text';
import { hiddenCharacters } from './invisible-characters';
import { markLink, takeLinks } from './marked-links';
import { numbersWritten, takeNumber } from './marked-numbers';
import type { Block, DocumentFormat, HiddenKind, HiddenText, Link, Page, ParsedDocument, ParseReport, Span } from './parsed-document';

/** The longest canonical text that is kept, in UTF-16 code units: above the largest upload, below what JavaScript strings bear. */
const maxCharacters = 110_000_000;

/** Of a hidden text, for people to judge it by; in UTF-16 code units. */
const sampleCharacters = 200;

type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

type TableOptions = { header: boolean; page?: number; sheet?: string; firstRow?: number; rowNumbers?: number[] };

/** Writes a canonical text block by block, so that every span is exact because it is known when its text is written. */
export class DocumentBuilder {
  readonly blocks: Block[] = [];
  readonly pages: Page[] = [];
  readonly report: ParseReport & { hidden: HiddenText[] } = { pagesWithoutText: [], tables: 0, imagesSkipped: 0, characters: 0, hidden: [], notes: [] };
  /** The first heading of level 1, if it stands among the first blocks. */
  firstHeading: string | undefined;
  /** The first heading on page 1. */
  firstPageHeading: string | undefined;
  private comments = 0;
  private readonly parts: string[] = [];
  private readonly addresses: string[] = [];
  private length = 0;

  /** Where the next character will stand. */
  get position(): number {
    return this.length;
  }

  /** Adds text as it is (already clean) and returns its span. */
  write(text: string): Span {
    const start = this.length;
    this.parts.push(text);
    this.length += text.length;
    if (this.length > maxCharacters) throw new AppError('too_large:text', 'This document holds more text than Footnote can read.');
    return { start, end: this.length };
  }

  /** Takes back the last character that was written. */
  takeBack(): void {
    const last = this.parts.pop() ?? '';
    if (last.length > 1) this.parts.push(last.slice(0, -1));
    this.length -= Math.min(1, last.length);
  }

  /** Starts a block: separates it from the one before by a blank line. Returns its start. */
  begin(): number {
    if (this.length > 0) this.write('\n\n');
    return this.length;
  }

  heading(text: string, level: number, page?: number): void {
    const words = this.read(text, cleanLine);
    if (!words) return;
    if (this.blocks.length < 5 && headingLevel(level) === 1) this.firstHeading ??= words.text;
    if (page === 1) this.firstPageHeading ??= words.text;
    this.blocks.push({ ...this.writeBlock(words), kind: 'heading', level: headingLevel(level), ...(page && { page }) });
  }

  paragraph(text: string, page?: number): void {
    const words = this.read(text, cleanLines);
    if (words) this.blocks.push({ ...this.writeBlock(words), kind: 'paragraph', ...(page && { page }) });
  }

  /** An item of a list; a number that is marked before its words is kept beside them, or in them where it is a name. */
  listItem(text: string, depth: number, ordered: boolean, page?: number): void {
    const { words: own, number } = takeNumber(text);
    const words = this.read(own, cleanLines);
    if (words) this.blocks.push({ ...this.writeBlock(words), kind: 'list-item', depth, ordered, ...(number !== undefined && { number: cleanLine(number) }), ...(page && { page }) });
  }

  /** Words under or over a figure or a table. */
  caption(text: string, page?: number): void {
    const words = this.read(text, cleanLines);
    if (words) this.blocks.push({ ...this.writeBlock(words), kind: 'caption', ...(page && { page }) });
  }

  code(text: string): void {
    const words = this.read(text, (code) => cleanText(code).replace(/^\s*\n|\s+$/g, '').replace(/\n{3,}/g, '\n\n'));
    if (words?.text.trim()) this.blocks.push({ ...this.writeBlock(words), kind: 'code' });
  }

  /** The words, marked as leading to an address: for a block that is added later. Drops addresses that are none. */
  link(words: string, address: string | undefined): string {
    return markLink(words, address, this.addresses);
  }

  /** Notes a piece of text that nobody sees who opens the file. It is not to be added. */
  hide(kind: HiddenKind, text: string, count = 1): void {
    const sample = takeLinks(cleanLine(text.slice(0, sampleCharacters * 5)), []).text.slice(0, sampleCharacters).toWellFormed();
    const found = this.report.hidden.find((each) => each.kind === kind);
    if (!found) this.report.hidden.push({ kind, count, sample });
    else {
      found.count += count;
      found.sample ||= sample;
    }
  }

  /** Notes what is written in the text with characters that nobody sees; cleaning removes them. */
  noteHiddenCharacters(text: string): void {
    const hidden = hiddenCharacters(text);
    if (hidden) this.hide('characters', hidden.sample, hidden.count);
  }

  private read(text: string, clean: (text: string) => string): { text: string; links: Link[] } | undefined {
    const written = numbersWritten(text);
    this.noteHiddenCharacters(written);
    const read = takeLinks(clean(written), this.addresses);
    return read.text ? read : undefined;
  }

  private writeBlock({ text, links }: { text: string; links: Link[] }): Span & { links?: Link[] } {
    const start = this.begin();
    return { ...this.write(text), ...(links.length > 0 && { links: shifted(links, start) }) };
  }

  /** Adds a table, one line per row, cells separated by ` | `. Rows without any text are left out. */
  table(rows: string[][], options: TableOptions): void {
    const clean = rows.map((row) => row.map((cell) => this.read(cell, cleanLine)));
    const filled = clean.filter((row) => row.some((cell) => cell !== undefined));
    if (filled.length === 0) return;
    const start = this.begin();
    const links: Link[] = [];
    const spans = filled.map((row, index) => {
      if (index > 0) this.write('\n');
      const last = row.findLastIndex((cell) => cell !== undefined);
      return row.map((cell, column) => {
        // A block begins with a character that can be seen, also where its corner is empty.
        if (column > 0 && column <= last) this.write(column === 1 && row[0] === undefined ? '| ' : ' | ');
        links.push(...shifted(cell?.links ?? [], this.length));
        return this.write(cell?.text ?? '');
      });
    });
    this.report.tables += 1;
    const header = options.header && clean[0] === filled[0];
    this.blocks.push({ start, end: this.length, kind: 'table', rows: spans, ...(links.length > 0 && { links }), ...options, header });
  }

  /** Makes a page or slide of everything written since `start`; one without text lies where the text stands then. */
  page(number: number, start: number | undefined, size: Pick<Page, 'width' | 'height' | 'orientation'>, words: Page['words'] = []): void {
    this.pages.push({ start: start ?? this.length, end: this.length, number, ...size, words });
    if (start === undefined) this.report.pagesWithoutText.push(number);
  }

  /** A page or slide that is left out, so that those after it keep their numbers. */
  leaveOutPage(number: number, size: { width: number; height: number }): void {
    this.pages.push({ start: this.length, end: this.length, number, ...size, words: [] });
  }

  /** Says what of the file is not, or not surely, in its text, where the report has no field for it. */
  loss(sentence: string): void {
    this.note(sentence);
    const losses = (this.report.losses ??= []);
    if (!losses.includes(sentence)) losses.push(sentence);
  }

  /** Counts what readers wrote beside a text, which is not part of it. */
  leaveOutComments(count: number): void {
    this.comments += count;
  }

  note(sentence: string): void {
    if (!this.report.notes.includes(sentence)) this.report.notes.push(sentence);
  }

  finish(format: DocumentFormat, title?: string): ParsedDocument {
    if (this.comments > 0) this.loss(`${this.comments === 1 ? 'One comment' : `${this.comments.toLocaleString('en')} comments`} beside the text ${this.comments === 1 ? 'was' : 'were'} not read.`);
    const text = this.parts.join('');
    const cleanTitle = title && cleanLine(title).slice(0, 300);
    return {
      format,
      ...(cleanTitle && { title: cleanTitle }),
      text,
      blocks: this.blocks,
      pages: this.pages,
      report: { ...this.report, characters: text.length },
    };
  }
}

function shifted(links: Link[], by: number): Link[] {
  return links.map(({ start, end, url }) => ({ start: start + by, end: end + by, url }));
}

function headingLevel(level: number): HeadingLevel {
  return Math.min(6, Math.max(1, Math.round(level))) as HeadingLevel;
}
