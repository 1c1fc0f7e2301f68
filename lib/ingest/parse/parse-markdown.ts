import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Nodes, Root, RootContent, Table } from 'mdast';
import { DocumentBuilder } from './document-builder';
import { takeFrontMatter } from './front-matter';
import { markNumber } from './marked-numbers';
import { addHtml } from './parse-html';
import { addPlainText, readTextFile } from './parse-text';
import type { ParsedDocument } from './parsed-document';

/** Beyond this a piece without a blank line is not prose, and the Markdown parser would take minutes over it. */
const maxPieceCharacters = 200_000;
/** The time that emphasis and links take grows with the square of a line. */
const maxLineCharacters = 20_000;

/** Markdown (GitHub's dialect) and MDX: headings, lists, tables and code as blocks; marks and HTML tags gone. */
export async function parseMarkdown(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const { body, title, lines } = takeFrontMatter(await readTextFile(path, builder));
  builder.paragraph(lines.join('\n'));
  const text = isMdx(body) ? withoutScript(body) : body;
  for (const piece of pieces(text)) {
    const tree = treeOf(piece);
    if (tree) addTree(builder, tree);
    else addPlainText(builder, piece);
  }
  return builder.finish('markdown', title ?? builder.firstHeading);
}

/** MDX brings its components in by statements, or uses some that stand for themselves. */
function isMdx(text: string): boolean {
  return /^(import\s[^\n]*\sfrom\s+['"]|import\s+['"]|export\s+(const|default|function)\s)/m.test(text) || /^<[A-Z]\w*[\s/>]/m.test(text);
}

/** Without statements and comments in braces, except in code. */
function withoutScript(text: string): string {
  return text
    .split(/(^ {0,3}```[\s\S]*?^ {0,3}```[^\n]*$|`[^`\n]*`)/m)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/^(?:import|export)\s[^\n]*(?:\n(?!\s*\n)[^\n]*)*?(?:;|['"]|\})[^\S\n]*$/gm, '').replace(/\{\s*\/\*[\s\S]*?\*\/\s*\}/g, '')))
    .join('');
}

const longLine = new RegExp(`[^\\n]{${maxLineCharacters}}`);

/** The syntax tree of a piece; undefined for what only looks like Markdown and would take minutes, or all of the stack. */
function treeOf(piece: string): Root | undefined {
  if (piece.length > maxPieceCharacters || longLine.test(piece) || /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){40}/m.test(piece) || /[[\]*_~]{500}/.test(piece)) return undefined;
  try {
    return fromMarkdown(piece, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Cuts long texts before headings, outside of code, so that parsing stays linear in their length. */
function pieces(text: string): string[] {
  if (text.length <= maxPieceCharacters && !longLine.test(text)) return [text];
  const found: string[] = [];
  let current: string[] = [];
  let length = 0;
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1]?.slice(0, 3);
    if (mark) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    const boundary = fence === undefined && !mark && ((length > 20_000 && /^#{1,6}\s/.test(line)) || (length > 60_000 && line.trim() === ''));
    const long = line.length >= maxLineCharacters || (current.at(-1)?.length ?? 0) >= maxLineCharacters;
    if (boundary || long || length + line.length > maxPieceCharacters) {
      found.push(current.join('\n'));
      current = [];
      length = 0;
    }
    current.push(line);
    length += line.length + 1;
  }
  found.push(current.join('\n'));
  return found;
}

/** A piece of Markdown, and the addresses that its links name by reference. */
type Source = { builder: DocumentBuilder; addresses: ReadonlyMap<string, string> };

function addTree(builder: DocumentBuilder, root: Root): void {
  const source = { builder, addresses: definitionsIn(root) };
  for (const node of root.children) addNode(source, node, 0);
}

/** Of several definitions of a name the first counts. */
function definitionsIn(root: Root): Map<string, string> {
  const found = new Map<string, string>();
  const open: Nodes[] = [...root.children].toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node.url);
    else if ('children' in node) open.push(...node.children.toReversed());
  }
  return found;
}

function addNode(source: Source, node: RootContent, depth: number): void {
  const { builder } = source;
  switch (node.type) {
    case 'heading':
      return builder.heading(textOf(source, node), node.depth);
    case 'paragraph':
      return builder.paragraph(textOf(source, node));
    case 'code':
      return builder.code(node.value);
    case 'html':
      return addHtml(builder, node.value);
    case 'table':
      return addTable(source, node);
    case 'list':
      for (const [index, item] of node.children.entries()) {
        const number = node.ordered ? markNumber(`${(node.start ?? 1) + index}.`) : '';
        let first = true;
        for (const child of item.children) {
          if (first && child.type === 'paragraph') builder.listItem(number + textOf(source, child), depth, node.ordered ?? false);
          else addNode(source, child, depth + 1);
          first = false;
        }
      }
      return;
    case 'blockquote':
    case 'footnoteDefinition':
      for (const child of node.children) addNode(source, child, depth);
      return;
    default:
  }
}

function addTable(source: Source, table: Table): void {
  source.builder.table(
    table.children.map((row) => row.children.map((cell) => textOf(source, cell))),
    { header: true },
  );
}

/** The words of a node: soft line breaks flow, hard ones stay, raw tags vanish; images are counted and give their alt text. */
function textOf(source: Source, node: Nodes): string {
  const { builder, addresses } = source;
  switch (node.type) {
    case 'text':
      return node.value.replace(/\n/g, ' ');
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'image':
    case 'imageReference':
      builder.report.imagesSkipped += 1;
      return node.alt ?? '';
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? '\n' : '';
    case 'link':
      return builder.link(node.children.map((child) => textOf(source, child)).join(''), node.url);
    case 'linkReference':
      return builder.link(node.children.map((child) => textOf(source, child)).join(''), addresses.get(node.identifier));
    case 'footnoteReference':
      return '';
    default:
      return 'children' in node ? node.children.map((child) => textOf(source, child)).join('') : '';
  }
}
