import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { DocumentBuilder } from './document-builder';
import { removeHidden } from './html-hidden';
import { mainContent } from './html-main-content';
import { formatOfSign, listNumber } from './list-number';
import { isNumbered, markNumber } from './marked-numbers';
import { mathText } from './mathml-text';
import { readTextFile } from './parse-text';
import type { ParsedDocument } from './parsed-document';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = { childNodes: Node[] };

const skipped = new Set(['script', 'style', 'noscript', 'template', 'head', 'nav', 'svg', 'annotation', 'annotation-xml', 'iframe', 'object', 'embed', 'canvas', 'audio', 'video', 'button', 'select', 'datalist', 'dialog', 'input', 'textarea']);
const flowing = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'kbd', 'label', 'mark', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr', 'big', 'center-inline']);
/** Deeper markup carries no more structure; its text is read as one paragraph. */
const maxDepth = 400;

/** HTML as a browser would show it: the main content without scripts, styles, navigation and hidden parts. */
export async function parseHtml(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const document = parse(await readTextFile(path, builder));
  removeHidden(builder, document);
  addChildren(builder, mainContent(find(document, 'body') ?? document), { depth: 0, list: 0 });
  return builder.finish('html', builder.firstHeading ?? titleOf(document));
}

/** Adds a piece of HTML, or the body of a whole page, as blocks. */
export function addHtml(builder: DocumentBuilder, html: string): void {
  const isPage = /<(html|body|head)\b/i.test(html.slice(0, 4_000));
  const tree = isPage ? parse(html) : parseFragment(html);
  removeHidden(builder, tree);
  addChildren(builder, (isPage && find(tree, 'body')) || tree, { depth: 0, list: 0 });
}

function titleOf(document: Parent): string | undefined {
  const title = find(document, 'title');
  return title && plainText(title);
}

type Place = { depth: number; list: number };

function addChildren(builder: DocumentBuilder, parent: Parent, place: Place): void {
  if (place.depth > maxDepth) return builder.paragraph(plainText(parent));
  // Text and inline elements between two block elements form one paragraph.
  let run = '';
  const flush = () => {
    builder.paragraph(run);
    run = '';
  };
  for (const node of parent.childNodes) {
    if (isElement(node) && !isSkipped(node) && hasBlocks(node)) {
      flush();
      addBlock(builder, node, { ...place, depth: place.depth + 1 });
    } else {
      run = continued(run, node, inlineText(builder, node));
    }
  }
  flush();
}

function addBlock(builder: DocumentBuilder, element: Element, place: Place): void {
  const heading = /^h([1-6])$/.exec(element.tagName)?.[1];
  if (heading) return builder.heading(inlineText(builder, element), Number(heading));
  switch (element.tagName) {
    case 'pre':
      return builder.code(plainText(element));
    case 'table':
      return addTable(builder, element, place);
    case 'ul':
    case 'ol':
      return addList(builder, element, place);
    case 'figcaption':
      return builder.caption(inlineText(builder, element));
    case 'header':
    case 'footer':
    case 'aside':
      // Inside the content these belong to it; of the page itself they are decoration.
      if (place.depth <= 1 && !/<h[1-6]/.test(element.childNodes.map((node) => (isElement(node) ? `<${node.tagName}` : '')).join(''))) return;
      return addChildren(builder, element, place);
    default:
      return addChildren(builder, element, place);
  }
}

function addList(builder: DocumentBuilder, list: Element, place: Place): void {
  const isOrdered = list.tagName === 'ol';
  let count = wholeNumber(attribute(list, 'start')) ?? 1;
  for (const item of list.childNodes) {
    if (!isElement(item) || isSkipped(item)) continue;
    if (item.tagName !== 'li') {
      addBlock(builder, item, { depth: place.depth + 1, list: place.list + 1 });
      continue;
    }
    // The item's own words first; lists and tables inside it follow as blocks of their own.
    const inner = item.childNodes.findIndex((node) => isElement(node) && !isSkipped(node) && hasBlocks(node) && !(node.tagName === 'p' || node.tagName === 'div'));
    const own = inner < 0 ? item.childNodes : item.childNodes.slice(0, inner);
    const words = own.map((node) => inlineText(builder, node)).join('');
    count = wholeNumber(attribute(item, 'value')) ?? count;
    builder.listItem(isOrdered && !isNumbered(words) ? markNumber(`${listNumber(count, formatOfSign(attribute(list, 'type')))}.`) + words : words, place.list, isOrdered);
    count += 1;
    if (inner >= 0) addChildren(builder, { childNodes: item.childNodes.slice(inner) }, { depth: place.depth + 1, list: place.list + 1 });
  }
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : undefined;
}

function addTable(builder: DocumentBuilder, table: Element, place: Place): void {
  const rows = descendants(table, 'tr');
  const caption = find(table, 'caption');
  if (caption) builder.caption(inlineText(builder, caption));
  const all = rows.map((row) => row.childNodes.filter((node): node is Element => isElement(node) && (node.tagName === 'td' || node.tagName === 'th')));
  // One cell over all columns names the table; what the columns are stands below it.
  const [first] = all;
  const title = first?.length === 1 && first[0] && span(first[0], 'colspan') > 1 && (all[1]?.length ?? 0) > 1 && all.length > 2 ? first[0] : undefined;
  if (title) builder.caption(inlineText(builder, title));
  const cells = title ? all.slice(1) : all;
  // A table of one column or one row, or around other tables, is layout.
  if (cells.every((row) => row.length <= 1) || find({ childNodes: table.childNodes }, 'table')) {
    for (const row of cells) for (const cell of row) addChildren(builder, cell, { ...place, depth: place.depth + 1 });
    return;
  }
  const header = cells[0]?.every((cell) => cell.tagName === 'th') || find(table, 'thead') !== undefined || looksLikeHeader(cells);
  builder.table(gridOf(builder, cells), { header });
}

/** Longer words of a cell that goes on over further rows are not said again in each. */
const mostRepeated = 100;

/** The words of the cells in their columns: a cell over several rows stands in each of them, one over several columns in the first. */
function gridOf(builder: DocumentBuilder, rows: Element[][]): string[][] {
  const over: ({ words: string; rows: number } | undefined)[] = [];
  return rows.map((cells) => {
    const row: string[] = [];
    const addFromAbove = () => {
      for (let cell = over[row.length]; cell && cell.rows > 0; cell = over[row.length]) {
        cell.rows -= 1;
        row.push(cell.words);
      }
    };
    for (const cell of cells) {
      addFromAbove();
      const words = inlineText(builder, cell).trim();
      const below = span(cell, 'rowspan') - 1;
      for (let column = 0; column < span(cell, 'colspan'); column += 1) {
        over[row.length] = { words: column === 0 && words.length <= mostRepeated ? words : '', rows: below };
        row.push(column === 0 ? words : '');
      }
    }
    addFromAbove();
    return row;
  });
}

/** Word and many pages mark no header: a first row in bold, or of short texts over numbers, is one. */
function looksLikeHeader(rows: Element[][]): boolean {
  const [first, second] = rows;
  if (!first || !second || first.length < 2) return false;
  const texts = first.map(plainText);
  if (texts.some((text) => text.trim() === '' || text.length > 60 || /^[\d.,%€$£\s-]+$/.test(text))) return false;
  return first.every((cell) => find(cell, 'strong') ?? find(cell, 'b')) || new Set(texts).size === texts.length;
}

function span(cell: Element, direction: 'colspan' | 'rowspan'): number {
  const value = Number(attribute(cell, direction) ?? 1);
  return Number.isInteger(value) && value > 1 ? Math.min(value, direction === 'colspan' ? 100 : 10_000) : 1;
}

/** Words of a node on one line; `br` breaks it, blocks inside are set apart by a break. */
function inlineText(builder: DocumentBuilder, node: Node, depth = 0): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, ' ');
  if (!isElement(node) || isSkipped(node)) return '';
  if (node.tagName === 'br') return '\n';
  if (node.tagName === 'img') {
    builder.report.imagesSkipped += 1;
    return ` ${attribute(node, 'alt') ?? ''} `;
  }
  if (node.tagName === 'math') return ` ${attribute(node, 'alttext') ?? mathText(node)} `;
  if (depth > maxDepth) return plainText(node);
  const inner = node.childNodes.reduce((words, child) => continued(words, child, inlineText(builder, child, depth + 1)), '');
  const text = node.tagName === 'a' ? builder.link(inner, attribute(node, 'href')) : inner;
  return flowing.has(node.tagName) ? text : `\n${text}\n`;
}

/** The words with those of a node behind them; a number set high behind a number would become part of it. */
function continued(before: string, node: Node, words: string): string {
  const isPower = isElement(node) && node.tagName === 'sup' && /\d$/.test(before) && /^[-−+]?\d/.test(words);
  return `${before}${isPower ? '^' : ''}${words}`;
}

/** All visible text below a node, without recursion: markup can be nested deeper than a call stack. */
function plainText(parent: Parent): string {
  const parts: string[] = [];
  const open: Node[] = [...parent.childNodes].toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeName === '#text') parts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    else if (isElement(node) && node.tagName === 'br') parts.push('\n');
    else if (isElement(node) && !isSkipped(node)) for (const child of node.childNodes.toReversed()) open.push(child);
  }
  return parts.join('');
}

/** Whether an element starts a block of its own: a block element, or an inline one around blocks. */
function hasBlocks(element: Element): boolean {
  if (isInlineObject(element)) return false;
  if (!flowing.has(element.tagName)) return true;
  let left = 200;
  const open: Node[] = [...element.childNodes];
  for (let node = open.pop(); node && left > 0; node = open.pop(), left -= 1) {
    if (!isElement(node) || isInlineObject(node) || isSkipped(node)) continue;
    if (!flowing.has(node.tagName)) return true;
    open.push(...node.childNodes.slice(0, 200));
  }
  return false;
}

/** What stands in a line like a word, whatever is inside of it. */
function isInlineObject({ tagName }: Element): boolean {
  return tagName === 'img' || tagName === 'br' || tagName === 'math';
}

/** What has no words of the page itself, or repeats them for machines. */
function isSkipped(element: Element): boolean {
  return skipped.has(element.tagName) || element.attrs.some(({ name, value }) => (name === 'aria-hidden' && value === 'true') || (name === 'role' && value === 'navigation'));
}

function find(parent: Parent, tagName: string): Element | undefined {
  return descendants(parent, tagName, 1)[0];
}

/** Elements of a name in document order; inside tables, rows of inner tables are not their parent's. */
function descendants(parent: Parent, tagName: string, limit = Infinity): Element[] {
  const found: Element[] = [];
  const open: Node[] = [...parent.childNodes].toReversed();
  for (let node = open.pop(); node && found.length < limit; node = open.pop()) {
    if (!isElement(node) || (isSkipped(node) && node.tagName !== 'head')) continue;
    if (node.tagName === tagName) found.push(node);
    else for (const child of node.childNodes.toReversed()) open.push(child);
  }
  return found;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}
