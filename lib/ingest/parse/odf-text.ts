// The text of OpenDocument files: paragraphs, lists and tables, in documents as well as on slides.
import type { DocumentBuilder } from './document-builder';
import { hiddenBy, type Look } from './hidden-look';
import { OdfNumbers } from './odf-numbers';
import type { OdfStyles } from './odf-styles';
import { elements, type XmlElement } from './read-xml';
import { isHeader } from './sheet-rows';

type Place = { page?: number; look: Look; depth: number; ordered: boolean; /** Of the item that begins here, marked. */ number?: string };

/** Not the document's own words: changes that were taken back, comments, contents that repeat the headings, declarations. */
const skipped = new Set(['tracked-changes', 'annotation', 'annotation-end', 'table-of-content', 'sequence-decls', 'variable-decls', 'user-field-decls', 'forms', 'ruby-text', 'event-listeners', 'notes', 'scripts', 'soft-page-break', 'desc', 'title', 'dde-connection-decls', 'shapes']);
const maxRepeats = 200;
/** Shapes may be filled with any colour. */
const onShape: Look = { background: 'unknown' };

export class OdfText {
  /** Words of foot- and endnotes, which follow after the text. */
  private readonly notes: string[] = [];
  private code: string[] = [];
  private readonly numbers: OdfNumbers;

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly styles: OdfStyles,
  ) {
    this.numbers = new OdfNumbers(styles);
  }

  /** Adds what stands in an element; on a slide with its number. What the words of a slide stand on is not known. */
  add(parent: XmlElement, page?: number): void {
    this.children(parent, { look: page === undefined ? {} : onShape, depth: -1, ordered: false, ...(page !== undefined && { page }) });
    this.endCode();
  }

  /** Adds the foot- and endnotes. */
  addNotes(): void {
    for (const note of this.notes) this.builder.listItem(note, 0, true);
  }

  private children(parent: XmlElement, place: Place): void {
    for (const child of elements(parent)) this.block(child, place);
  }

  private block(node: XmlElement, place: Place): void {
    if (skipped.has(node.name)) return;
    switch (node.name) {
      case 'h':
        return this.heading(node, Number(node.attributes['outline-level'] ?? 1), place);
      case 'p':
        return this.paragraph(node, place);
      case 'list':
        return this.list(node, place);
      case 'table':
        return this.table(node, place);
      case 'section':
        if (node.attributes.display === 'none') return this.builder.hide('marked', wordsIn(node));
        return this.children(node, place);
      case 'image':
      case 'object':
      case 'plugin':
        this.builder.report.imagesSkipped += 1;
        return;
      case 'frame':
        return this.frame(node, place);
      default:
        return this.children(node, place);
    }
  }

  /** Of the forms in which a frame holds its content, the first counts; the others are for programs that cannot show it. */
  private frame(node: XmlElement, place: Place): void {
    const content = elements(node).find((child) => ['text-box', 'table', 'image', 'object', 'object-ole', 'plugin'].includes(child.name));
    if (content) this.block(content, place);
  }

  private heading(node: XmlElement, level: number, place: Place): void {
    this.endCode();
    const words = this.words(node, place, 'paragraph');
    const { attributes } = node;
    const isNumbered = place.number === undefined && node.name === 'h' && attributes['is-list-header'] !== 'true' && words.trim() !== '';
    const number = isNumbered ? this.numbers.heading(level, attributes['restart-numbering'] === 'true' ? (attributes['start-value'] ?? '1') : undefined) : (place.number ?? '');
    this.builder.heading(number + words, level, place.page);
    this.anchored(node, place);
  }

  private paragraph(node: XmlElement, place: Place): void {
    const names = this.styles.lineage(node.attributes['style-name'] ?? '');
    const level = names.map((name) => /^Heading_20_([1-9])$/.exec(name)?.[1]).find(Boolean);
    if (level) return this.heading(node, Number(level), place);
    const words = this.words(node, place, 'paragraph');
    if (names.includes('Preformatted_20_Text')) {
      this.code.push(words);
      return;
    }
    this.endCode();
    if (place.depth >= 0) this.builder.listItem((place.number ?? '') + words, place.depth, place.ordered, place.page);
    else if (names.includes('Title')) this.builder.heading(words, 1, place.page);
    else if (names.includes('Caption')) this.builder.caption(words, place.page);
    else this.builder.paragraph(words, place.page);
    this.anchored(node, place);
  }

  private endCode(): void {
    this.builder.code(this.code.join('\n'));
    this.code = [];
  }

  /** Pictures, text boxes and their like that hang on a paragraph follow after it. */
  private anchored(node: XmlElement, place: Place): void {
    for (const child of elements(node)) {
      if (['frame', 'custom-shape', 'g', 'rect'].includes(child.name)) this.block(child, { ...place, look: onShape, depth: -1, ...(place.number !== undefined && { number: '' }) });
      else if (child.name === 'span' || child.name === 'a') this.anchored(child, place);
    }
  }

  private list(node: XmlElement, place: Place, style = node.attributes['style-name']): void {
    const depth = place.depth + 1;
    const ordered = this.styles.isOrdered(style, depth);
    if (depth === 0) this.numbers.begin(style, node.attributes['continue-numbering'] === 'true' || node.attributes['continue-list'] !== undefined);
    for (const item of elements(node)) {
      let first = true;
      for (const child of elements(item)) {
        const begins = first && item.name === 'list-item' && child.name !== 'list';
        const inner: Place = { ...place, depth, ordered, number: begins ? this.numbers.item(style, depth, item.attributes['start-value']) : '' };
        if (child.name === 'list') this.list(child, inner, child.attributes['style-name'] ?? style);
        else if (child.name === 'p' && !first) this.block(child, { ...place, depth: -1, number: '' });
        else this.block(child, inner);
        first = false;
      }
    }
  }

  private table(node: XmlElement, place: Place): void {
    this.endCode();
    const rows: string[][] = [];
    let marked = false;
    const read = (parent: XmlElement, header: boolean) => {
      for (const child of elements(parent)) {
        if (child.name === 'table-row') {
          rows.push(this.cells(child, place));
          marked ||= header && rows.length === 1;
        } else if (/^table-(header-rows|rows|row-group)$/.test(child.name)) read(child, child.name === 'table-header-rows');
      }
    };
    read(node, false);
    const columns = rows.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => cell.trim() !== '') + 1), 0);
    const table = rows.map((row) => row.slice(0, columns));
    if (columns < 2) for (const row of table) this.builder.paragraph(row.join(''), place.page);
    else this.builder.table(table, { header: marked || isHeader(table), ...(place.page !== undefined && { page: place.page }) });
  }

  private cells(row: XmlElement, place: Place): string[] {
    return elements(row).flatMap((cell) => {
      if (!/^(covered-)?table-cell$/.test(cell.name)) return [];
      const look = this.styles.look('table-cell', cell.attributes['style-name'], place.look);
      const words = cell.name === 'table-cell' ? this.cellWords(cell, { ...place, look }).join(' ') : '';
      return Array<string>(Math.min(maxRepeats, Math.max(1, Number(cell.attributes['number-columns-repeated'] ?? 1) || 1))).fill(words);
    });
  }

  private cellWords(parent: XmlElement, place: Place): string[] {
    return elements(parent).flatMap((child) => {
      if (skipped.has(child.name)) return [];
      if (child.name === 'p' || child.name === 'h') return [this.words(child, place, 'paragraph')];
      if (child.name === 'image') this.builder.report.imagesSkipped += 1;
      return this.cellWords(child, place);
    });
  }

  /** The words of a paragraph; hidden ones are noted instead. */
  private words(node: XmlElement, place: Place, family: 'paragraph' | 'text'): string {
    const look = this.styles.look(family, node.attributes['style-name'], place.look);
    const hidden = hiddenBy(look);
    const inner = { ...place, look };
    let words = '';
    let unseen = '';
    for (const child of node.children) {
      if (typeof child === 'string') {
        const plain = child.replace(/\s+/g, ' ');
        if (hidden) unseen += plain;
        else words += plain;
      } else words += this.inline(child, inner);
    }
    if (hidden && unseen.trim()) this.builder.hide(hidden, unseen);
    return words;
  }

  private inline(node: XmlElement, place: Place): string {
    if (node.name === 'annotation') this.builder.leaveOutComments(1);
    if (skipped.has(node.name)) return '';
    switch (node.name) {
      case 's':
        return ' '.repeat(Math.min(maxRepeats, Number(node.attributes.c ?? 1) || 1));
      case 'tab':
        return '\t';
      case 'line-break':
        return '\n';
      case 'note':
        this.notes.push(elements(node, 'note-body').flatMap((body) => this.cellWords(body, { ...place, look: {} })).join(' '));
        return '';
      case 'hidden-text':
      case 'hidden-paragraph':
        this.builder.hide('marked', wordsIn(node) || (node.attributes['string-value'] ?? ''));
        return '';
      case 'a':
        return this.builder.link(this.words(node, place, 'text'), node.attributes.href);
      case 'span':
        return this.words(node, place, 'text');
      case 'frame':
      case 'custom-shape':
      case 'g':
      case 'rect':
        return '';
      default:
        return node.children.map((child) => (typeof child === 'string' ? child : this.inline(child, place))).join('');
    }
  }
}

/** All words below an element, however they look. */
export function wordsIn(node: XmlElement): string {
  return node.children.map((child) => (typeof child === 'string' ? child : `${wordsIn(child)}${child.name === 'p' ? '\n' : ''}`)).join('');
}
