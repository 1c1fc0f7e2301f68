import type { Nodes, PhrasingContent } from 'mdast';
import { asWritten, parseAnswer, piecesOf } from '@/lib/chats/answer-tree';
import { notFoundWords } from '@/lib/chats/answer-words';
import { unsupportedMark } from '@/lib/chats/chat-message';

/** A piece of a line: words with their looks, a footnote's number, or a line break. */
export type Inline = { text: string; bold?: true; italic?: true; strike?: true; code?: true } | { note: number } | { break: true };

/** What an answer is made of. Words are data: no markup, no images, no links is left in them. */
export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; rows: Inline[][][] };

type Looks = { bold?: true; italic?: true; strike?: true };

/**
 * An answer's Markdown as the blocks that every export writes; the same allow-list as on the page (check E1): raw HTML
 * is the characters it is, of an image its description stays, of a link its words and its address in words. Marks of
 * footnotes that do not exist are dropped.
 */
export function answerBlocks(text: string, numbers: ReadonlySet<number>): Block[] {
  return blocksOf(parseAnswer(text).children, numbers);
}

function blocksOf(nodes: readonly Nodes[], numbers: ReadonlySet<number>): Block[] {
  return nodes.flatMap((node) => blockOf(node, numbers));
}

function blockOf(node: Nodes, numbers: ReadonlySet<number>): Block[] {
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', inlines: inlinesOf(node.children, numbers) }];
    case 'heading':
      return [{ kind: 'heading', inlines: inlinesOf(node.children, numbers) }];
    case 'list':
      return [{ kind: 'list', ordered: node.ordered ?? false, start: node.start ?? 1, items: node.children.map((item) => blocksOf(item.children, numbers)) }];
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocksOf(node.children, numbers) }];
    case 'code':
      return [{ kind: 'code', text: clean(asWritten(node.value)) }];
    case 'table':
      return [{ kind: 'table', rows: node.children.map((row) => row.children.map((cell) => inlinesOf(cell.children, numbers))) }];
    case 'html':
      return [{ kind: 'paragraph', inlines: [{ text: oneLine(asWritten(node.value)) }] }];
    default:
      return [];
  }
}

function inlinesOf(nodes: readonly PhrasingContent[], numbers: ReadonlySet<number>, looks: Looks = {}): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return piecesOf(node.value).flatMap((piece) => pieceOf(piece, numbers, looks));
      case 'emphasis':
        return inlinesOf(node.children, numbers, { ...looks, italic: true });
      case 'strong':
        return inlinesOf(node.children, numbers, { ...looks, bold: true });
      case 'delete':
        return inlinesOf(node.children, numbers, { ...looks, strike: true });
      case 'inlineCode':
        return [{ ...looks, text: oneLine(asWritten(node.value)), code: true }];
      case 'html':
        return [{ ...looks, text: oneLine(asWritten(node.value)) }];
      case 'break':
        return [{ break: true }];
      case 'image':
      case 'imageReference':
        return [{ ...looks, text: oneLine(asWritten(node.alt ?? '')) }];
      case 'link': {
        const label = inlinesOf(node.children, numbers, looks);
        const url = oneLine(asWritten(node.url));
        const said = label.map((inline) => ('text' in inline ? inline.text : '')).join('');
        return said === url || `mailto:${said}` === url ? label : [...label, { ...looks, text: ` (${url})` }];
      }
      case 'linkReference':
        return inlinesOf(node.children, numbers, looks);
      default:
        return [];
    }
  });
}

function pieceOf(piece: string | number, numbers: ReadonlySet<number>, looks: Looks): Inline[] {
  if (typeof piece === 'string') return [{ ...looks, text: oneLine(piece) }];
  if (piece === unsupportedMark) return [{ text: ` (${notFoundWords})`, italic: true }];
  return numbers.has(piece) ? [{ note: piece }] : [];
}

/** Without what no file format can hold: controls, lone halves of characters. */
export function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '');
}

/** Clean, and on one line. */
export function oneLine(text: string): string {
  return clean(text.replaceAll(/\s*[\n\r\t]\s*/g, ' '));
}
