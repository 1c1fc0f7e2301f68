import { readFile } from 'node:fs/promises';
import { DocumentBuilder } from './document-builder';
import { hiddenBy } from './hidden-look';
import { markNumber } from './marked-numbers';
import type { ParsedDocument } from './parsed-document';
import { encodingOfPage, pageOfFont, readRtf, type RtfToken } from './read-rtf';
import { isHeader } from './sheet-rows';

/** RTF: headings, lists, tables, links and footnotes; without headers, footers, comments, deleted text and pictures. */
export async function parseRtf(path: string): Promise<ParsedDocument> {
  const reader = new RtfReader();
  for (const token of readRtf(await readFile(path, 'latin1'))) reader.take(token);
  return reader.finish();
}

/** Where the words of a group go. */
type Destination = 'text' | 'nowhere' | 'fonts' | 'colours' | 'styles' | 'title' | 'instruction' | 'list-mark' | 'note';

type Group = {
  destination: Destination;
  /** Code page of the font; undefined: the file's. */
  page: number | undefined;
  isHidden: boolean;
  isDeleted: boolean;
  points: number | undefined;
  colour: number | undefined;
  background: number | undefined;
  /** Characters that stand for one Unicode character in readers that know none. */
  fallback: number;
  /** `\*` was read: a destination that is not known is to be skipped. */
  optional: boolean;
  link: string | undefined;
};

type Paragraph = { style: number | undefined; level: number | undefined; list: number | undefined; depth: number; inTable: boolean; background: number | undefined };

const plainParagraph: Paragraph = { style: undefined, level: undefined, list: undefined, depth: 0, inTable: false, background: undefined };
const destinations: Record<string, Destination> = { fonttbl: 'fonts', colortbl: 'colours', stylesheet: 'styles', fldinst: 'instruction', listtext: 'list-mark', pntext: 'list-mark', footnote: 'note' };
const nowhere = new Set(['pict', 'object', 'objdata', 'header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf', 'info', 'listtable', 'listoverridetable', 'rsidtbl', 'generator', 'themedata', 'datastore', 'latentstyles', 'xmlnstbl', 'annotation', 'atnid', 'atnauthor', 'filetbl', 'revtbl', 'bkmkstart', 'bkmkend', 'tc', 'xe', 'nonshppict', 'private', 'pgdsctbl', 'ftnsep', 'ftnsepc', 'aftnsep', 'aftnsepc', 'sp', 'do', 'shprslt']);
/** Known although they come after `\*`. */
const shown = new Set(['shppict', 'shpinst', 'shptxt', 'fldinst', 'cs', 'listtext', 'pntext']);
const characters: Record<string, string> = { tab: '\t', line: '\n', lbr: '\n', emdash: '—', endash: '–', bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', emspace: ' ', enspace: ' ', qmspace: ' ' };
const maxGroups = 50_000;

class RtfReader {
  private readonly builder = new DocumentBuilder();
  private group: Group = { destination: 'text', page: undefined, isHidden: false, isDeleted: false, points: undefined, colour: undefined, background: undefined, fallback: 1, optional: false, link: undefined };
  private readonly outer: Group[] = [];
  private paragraph = plainParagraph;
  private filePage = 1252;
  private readonly fontPages = new Map<number, number>();
  private font = 0;
  private readonly colours: (number | undefined)[] = [];
  private colour: { red: number; green: number; blue: number } | undefined;
  private readonly headings = new Map<number, number>();
  private style = { number: 0, name: '' };
  /** Bytes that wait for their neighbours: one character may take two. */
  private bytes = '';
  private words = '';
  private toSkip = 0;
  private cells: string[] = [];
  private rows: string[][] = [];
  private shadedRow = false;
  private title = '';
  private instruction = '';
  private readonly notes: string[] = [];
  private noteWords = '';
  /** What stands before the words of a list's paragraph: its number or its bullet. */
  private listMark: string | undefined;

  take(token: RtfToken): void {
    if (token.kind === 'text') return this.text(token.bytes);
    this.flushBytes();
    if (token.kind === 'open') this.open();
    else if (token.kind === 'close') this.close();
    else this.control(token.word, token.number);
  }

  finish(): ParsedDocument {
    this.flushBytes();
    this.endParagraph();
    this.endTable();
    for (const note of this.notes) this.builder.listItem(note, 0, true);
    return this.builder.finish('rtf', this.builder.firstHeading ?? this.title);
  }

  private open(): void {
    this.toSkip = 0;
    if (this.outer.length >= maxGroups) throw new Error('groups nested too deep');
    this.outer.push(this.group);
    this.group = { ...this.group, optional: false };
  }

  private close(): void {
    this.toSkip = 0;
    const { destination } = this.group;
    const before = this.outer.pop();
    if (!before) return;
    this.group = before;
    if (destination === 'note' && before.destination !== 'note') {
      this.notes.push(this.noteWords.trim());
      this.noteWords = '';
    }
    if (destination === 'instruction' && before.destination !== 'instruction') {
      this.group.link = /HYPERLINK\s+"([^"]+)"/i.exec(this.instruction)?.[1];
      this.instruction = '';
    }
    if (destination === 'styles' && before.destination === 'styles') this.endStyle();
  }

  private control(word: string, number: number | undefined): void {
    const { group } = this;
    if (word === '*') {
      group.optional = true;
      return;
    }
    const destination = destinations[word];
    if (group.destination !== 'nowhere' && destination) {
      group.destination = destination;
      if (destination === 'list-mark') this.listMark ??= '';
      return;
    }
    if (word === 'title' && this.outer.at(-1)?.destination === 'nowhere') group.destination = 'title';
    else if (nowhere.has(word) || (group.optional && !shown.has(word))) {
      if (word === 'annotation') this.builder.leaveOutComments(1);
      if (word === 'pict' && group.destination === 'text') this.builder.report.imagesSkipped += 1;
      group.destination = 'nowhere';
    }
    group.optional = false;
    if (group.destination === 'nowhere') return;
    switch (word) {
      case 'u':
        return this.unicode(number ?? 0);
      case 'uc':
        group.fallback = Math.max(0, Math.min(20, number ?? 1));
        return;
      case 'ansicpg':
        this.filePage = number ?? 1252;
        return;
      case 'mac':
        this.filePage = 10000;
        return;
      case 'f':
        this.font = number ?? 0;
        group.page = this.fontPages.get(this.font);
        return;
      case 'fcharset': {
        const page = pageOfFont(number ?? 0);
        if (group.destination === 'fonts' && page !== undefined) this.fontPages.set(this.font, page);
        return;
      }
      case 'red':
      case 'green':
      case 'blue':
        this.colour = { ...(this.colour ?? { red: 0, green: 0, blue: 0 }), [word]: Math.max(0, Math.min(255, number ?? 0)) };
        return;
      case 'plain':
        Object.assign(group, { isHidden: false, isDeleted: false, points: undefined, colour: undefined, background: undefined });
        return;
      case 'v':
        group.isHidden = number !== 0;
        return;
      case 'deleted':
        group.isDeleted = number !== 0;
        return;
      case 'fs':
        group.points = number === undefined ? undefined : number / 2;
        return;
      case 'cf':
        group.colour = this.colours[number ?? 0];
        return;
      case 'cb':
      case 'highlight':
      case 'chcbpat':
        group.background = this.colours[number ?? 0];
        return;
      case 'cbpat':
        this.paragraph = { ...this.paragraph, background: this.colours[number ?? 0] };
        return;
      case 's':
      case 'outlinelevel':
      case 'ls':
      case 'ilvl':
      case 'pard':
      case 'intbl':
        return this.paragraphControl(word, number ?? 0);
      case 'trowd':
        this.shadedRow = false;
        return;
      case 'clcbpat':
        this.shadedRow = true;
        return;
      case 'cell':
      case 'nestcell':
        return this.endCell();
      case 'row':
      case 'nestrow':
        return this.endRow();
      case 'par':
      case 'sect':
      case 'page':
        if (group.destination === 'note') this.noteWords += '\n';
        else if (group.destination === 'text') this.endParagraph();
        return;
      default:
        if (characters[word] !== undefined) this.add(characters[word]);
    }
  }

  private paragraphControl(word: string, number: number): void {
    if (this.group.destination === 'styles') {
      if (word === 's') this.style.number = number;
      if (word === 'outlinelevel') this.headings.set(this.style.number, number + 1);
      return;
    }
    if (this.group.destination !== 'text') return;
    if (word === 'pard') this.paragraph = plainParagraph;
    else if (word === 's') this.paragraph = { ...this.paragraph, style: number };
    else if (word === 'outlinelevel') this.paragraph = { ...this.paragraph, level: number < 9 ? number + 1 : undefined };
    else if (word === 'ls') this.paragraph = { ...this.paragraph, list: number };
    else if (word === 'ilvl') this.paragraph = { ...this.paragraph, depth: Math.min(8, number) };
    else this.paragraph = { ...this.paragraph, inTable: true };
  }

  private text(bytes: string): void {
    const skipped = Math.min(this.toSkip, bytes.length);
    this.toSkip -= skipped;
    this.bytes += bytes.slice(skipped);
  }

  private unicode(number: number): void {
    this.add(String.fromCharCode(number < 0 ? number + 65_536 : number));
    this.toSkip = this.group.fallback;
  }

  private flushBytes(): void {
    if (this.bytes === '') return;
    const bytes = Buffer.from(this.bytes, 'latin1');
    this.bytes = '';
    const isPlain = bytes.every((byte) => byte < 0x80);
    this.add(isPlain ? bytes.toString('latin1') : new TextDecoder(encodingOfPage(this.group.page ?? this.filePage)).decode(bytes));
  }

  /** Words, to where the group's words go. */
  private add(words: string): void {
    const { group } = this;
    switch (group.destination) {
      case 'text':
        return this.addSeen(words);
      case 'list-mark':
        this.listMark = `${this.listMark ?? ''}${words}`;
        return;
      case 'note':
        this.noteWords += words;
        return;
      case 'title':
        this.title += words;
        return;
      case 'instruction':
        this.instruction += words;
        return;
      case 'styles':
        this.style.name += words;
        if (words.includes(';')) this.endStyle();
        return;
      case 'colours':
        for (const sign of words) {
          if (sign !== ';') continue;
          const { colour } = this;
          this.colours.push(colour && (colour.red << 16) | (colour.green << 8) | colour.blue);
          this.colour = undefined;
        }
        return;
      default:
    }
  }

  private addSeen(words: string): void {
    const { group, paragraph } = this;
    if (group.isDeleted) return;
    const background = group.background ?? paragraph.background;
    // What shades a cell is said by number of column; whether words can be read on it is not ours to say.
    const colour = paragraph.inTable && this.shadedRow ? undefined : group.colour;
    const hidden = hiddenBy({ marked: group.isHidden, ...(group.points !== undefined && { points: group.points }), ...(colour !== undefined && { colour }), ...(background !== undefined && { background }) });
    if (hidden) {
      if (words.trim() !== '') this.builder.hide(hidden, words);
    } else this.words += this.builder.link(words, group.link);
  }

  private endStyle(): void {
    const name = this.style.name.replace(/;.*/s, '').trim();
    const level = /^(?:heading|überschrift|titre) ([1-6])$/i.exec(name)?.[1];
    if (level) this.headings.set(this.style.number, Number(level));
    else if (/^title$/i.test(name)) this.headings.set(this.style.number, 1);
    this.style = { number: 0, name: '' };
  }

  private takeWords(): string {
    const { words } = this;
    this.words = '';
    return words;
  }

  private endParagraph(): void {
    const { paragraph, listMark } = this;
    if (paragraph.inTable) {
      if (this.words) this.words += '\n';
      return;
    }
    this.listMark = undefined;
    const words = this.takeWords();
    if (words.trim() === '') return;
    this.endTable();
    const level = paragraph.level ?? (paragraph.style === undefined ? undefined : this.headings.get(paragraph.style));
    const number = numberOf(listMark);
    if (level !== undefined) this.builder.heading(number + words, level);
    else if (listMark !== undefined || paragraph.list) this.builder.listItem(number + words, paragraph.depth, number !== '');
    else this.builder.paragraph(words);
  }

  private endCell(): void {
    if (this.group.destination !== 'text') return;
    this.listMark = undefined;
    this.cells.push(this.takeWords());
  }

  private endRow(): void {
    if (this.group.destination !== 'text' || this.cells.length === 0) return;
    this.rows.push(this.cells);
    this.cells = [];
  }

  private endTable(): void {
    const rows = this.cells.length > 0 ? [...this.rows, this.cells] : this.rows;
    this.cells = [];
    this.rows = [];
    if (rows.some((row) => row.length > 1)) this.builder.table(rows, { header: isHeader(rows) });
    else for (const row of rows) this.builder.paragraph(row.join(' '));
  }
}

/** The number that a mark before a list's paragraph is, marked; '' for bullets, which may be letters of a font of signs. */
function numberOf(listMark: string | undefined): string {
  const mark = listMark?.trim() ?? '';
  return /\p{N}|\p{L}[.):]$/u.test(mark) ? markNumber(mark) : '';
}
