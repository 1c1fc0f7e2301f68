import type { DefaultTreeAdapterTypes } from 'parse5';

type Parent = { childNodes: DefaultTreeAdapterTypes.ChildNode[] };

/** Deeper formulas are read as their signs in a row. */
const maxDepth = 60;
/** For programs, not for people. */
const unread = new Set(['annotation', 'annotation-xml']);

/** A MathML formula on one line, as people type it: `x^2`, `(a+b)/c`, `√(x)`. */
export function mathText(parent: Parent, depth = 0): string {
  const parts = parent.childNodes.map((node) => nodeText(node, depth)).filter((part) => part !== '');
  return parts.join('');
}

function nodeText(node: DefaultTreeAdapterTypes.ChildNode, depth: number): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, ' ').trim();
  if (!('tagName' in node) || unread.has(node.tagName)) return '';
  const children = node.childNodes.filter((child) => 'tagName' in child);
  const part = (index: number) => (children[index] && depth < maxDepth ? nodeText(children[index], depth + 1) : '');
  switch (depth < maxDepth ? node.tagName : 'mrow') {
    case 'mfrac':
      return `${grouped(part(0))}/${grouped(part(1))}`;
    case 'msup':
    case 'mover':
      return `${part(0)}^${grouped(part(1))}`;
    case 'msub':
    case 'munder':
      return `${part(0)}_${grouped(part(1))}`;
    case 'msubsup':
    case 'munderover':
      return `${part(0)}_${grouped(part(1))}^${grouped(part(2))}`;
    case 'msqrt':
      return `√(${mathText(node, depth + 1)})`;
    case 'mroot':
      return `${part(1)}√(${part(0)})`;
    case 'mtr':
      return `${children.map((_, index) => part(index)).join(' ')}; `;
    case 'mtext':
      return ` ${depth < maxDepth ? mathText(node, depth + 1) : ''} `;
    default:
      return depth < maxDepth ? mathText(node, depth + 1) : '';
  }
}

/** In brackets where it is more than one number or sign. */
export function grouped(part: string): string {
  return /^[\p{N}.,]*$|^\([^()]*\)$|^.$/u.test(part) ? part : `(${part})`;
}
