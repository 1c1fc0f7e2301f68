// Markdown of an answer as a syntax tree, with footnote marks kept apart from it.
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { footnoteMark } from './chat-message';

// Marks travel through the parser between two private-use characters, so that Markdown's own footnotes, references and
// definitions never see them. The same characters in the text itself are dropped first.
const open = '\uE000';
const close = '\uE001';
const carried = /\uE000(\d{1,4})\uE001/g;

/** Parses an answer. Footnote marks stand in its text nodes; read them with `piecesOf`. */
export function parseAnswer(text: string): Root {
  const carrying = text.replaceAll(/[\uE000\uE001]/g, '').replaceAll(footnoteMark, `${open}$1${close}`);
  return fromMarkdown(carrying, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The words of a text node and the numbers of the footnotes between them, in order. */
export function piecesOf(value: string): (string | number)[] {
  const pieces: (string | number)[] = [];
  let from = 0;
  for (const match of value.matchAll(carried)) {
    if (match.index > from) pieces.push(value.slice(from, match.index));
    pieces.push(Number(match[1]));
    from = match.index + match[0].length;
  }
  if (from < value.length) pieces.push(value.slice(from));
  return pieces;
}

/** What was written, where nothing is interpreted (code, raw HTML, addresses). */
export function asWritten(value: string): string {
  return value.replaceAll(carried, '[^$1]');
}

/** The answer as plain text: blocks apart by an empty line, `mark` says how a footnote number is written. */
export function plainText(root: Root, mark: (number: number) => string): string {
  return blocks(root.children, mark);
}

function blocks(nodes: Nodes[], mark: (number: number) => string): string {
  return nodes
    .map((node) => block(node, mark))
    .filter(Boolean)
    .join('\n\n');
}

function block(node: Nodes, mark: (number: number) => string): string {
  switch (node.type) {
    case 'list':
      return node.children
        .map((item, index) => {
          const bullet = node.ordered ? `${(node.start ?? 1) + index}. ` : '– ';
          return bullet + blocks(item.children, mark).replaceAll('\n', '\n  ');
        })
        .join('\n');
    case 'table':
      return node.children.map((row) => row.children.map((cell) => inline(cell, mark)).join('\t')).join('\n');
    case 'blockquote':
      return blocks(node.children, mark);
    case 'definition':
    case 'thematicBreak':
      return '';
    default:
      return inline(node, mark);
  }
}

function inline(node: Nodes, mark: (number: number) => string): string {
  if (node.type === 'text') {
    return piecesOf(node.value)
      .map((piece) => (typeof piece === 'number' ? mark(piece) : piece))
      .join('');
  }
  if (node.type === 'break') return '\n';
  if (node.type === 'image' || node.type === 'imageReference') return asWritten(node.alt ?? '');
  if ('children' in node) return node.children.map((child) => inline(child, mark)).join('');
  return 'value' in node ? asWritten(node.value) : '';
}
