// What a browser would not show of a page (I1): by attributes, inline styles, and the simple rules of its own style sheets.
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { DocumentBuilder } from './document-builder';
import { colourOf, hiddenBy, pointsOf, type Look } from './hidden-look';
import type { HiddenKind } from './parsed-document';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = { childNodes: Node[] };
type Declarations = Map<string, string>;
type Rule = { tag: string | undefined; id: string | undefined; classes: string[]; weight: number; declarations: Declarations };

/** Elements without words of the page; what is in them is not hidden from people but none of their business. */
const wordless = new Set(['script', 'style', 'template', 'noscript', 'head', 'title', 'iframe', 'object', 'svg', 'math']);
const maxRules = 2_000;

/** Takes hidden elements and words out of the tree, and notes them in the report. */
export function removeHidden(builder: DocumentBuilder, document: Parent): void {
  const rules = rulesOf(document);
  // A style sheet that we do not have may give words a background on which they are seen.
  const knowsColours = !someElement(document, (element) => element.tagName === 'link' && /\bstylesheet\b/i.test(attribute(element, 'rel') ?? ''));
  const open: { parent: Parent; look: Look }[] = [{ parent: document, look: {} }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { parent, look } = place;
    const hidden = hiddenBy(look);
    const kept: Node[] = [];
    for (const node of parent.childNodes) {
      if (!('tagName' in node)) {
        const words = node.nodeName === '#text' ? (node as DefaultTreeAdapterTypes.TextNode).value : '';
        if (hidden && words.trim() !== '') builder.hide(hidden, words);
        else kept.push(node);
        continue;
      }
      const declarations = wordless.has(node.tagName) ? undefined : declarationsOf(node, rules);
      const gone = declarations && goneBy(node, declarations);
      if (gone) {
        const words = textIn(node);
        if (words.trim() !== '') builder.hide(gone, words);
        continue;
      }
      kept.push(node);
      if (declarations) open.push({ parent: node, look: lookOf(declarations, look, knowsColours) });
    }
    if (kept.length < parent.childNodes.length) parent.childNodes = kept;
  }
}

/** How an element is hidden with all that is in it, whatever that says of itself. */
function goneBy(element: Element, declarations: Declarations): HiddenKind | undefined {
  const is = (name: string, pattern: RegExp) => pattern.test(declarations.get(name) ?? '');
  if (element.attrs.some(({ name, value }) => name === 'hidden' && value !== 'until-found') || is('display', /^none\b/)) return 'marked';
  if (is('opacity', /^0*\.?0*%?$/) && declarations.has('opacity')) return 'transparent';
  const farAway = /^-\s*(\d{4,}|9\d\d)(\.\d+)?(px|pt|em|rem)?\b/;
  if (is('text-indent', farAway)) return 'off-page';
  if (is('position', /^(absolute|fixed)\b/) && (['left', 'right', 'top', 'bottom'].some((side) => is(side, farAway)) || is('clip', /^rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?\s*\)/) || is('clip-path', /^inset\(\s*(50|100)%/))) return 'off-page';
  if (is('overflow', /^hidden\b/) && ['height', 'width', 'max-height', 'max-width'].some((side) => is(side, /^0(px|pt|em|rem|%)?$/))) return 'off-page';
  return undefined;
}

/** How the words directly in an element look. */
function lookOf(declarations: Declarations, around: Look, knowsColours: boolean): Look {
  if (declarations.size === 0) return around;
  const look = { ...around };
  const visibility = declarations.get('visibility');
  if (visibility) look.marked = /^(hidden|collapse)\b/.test(visibility);
  const size = declarations.get('font-size');
  if (size) look.points = /^0+(\.0+)?([a-z%]*)$/.test(size) ? 0 : (pointsOf(size) ?? 12);
  if (!knowsColours) return look;
  const colour = declarations.get('color');
  if (colour) look.colour = colourOf(colour);
  if (colour && /^transparent\b/.test(colour)) look.opacity = 0;
  const background = declarations.get('background-color') ?? declarations.get('background');
  if (background && !/^(none|transparent|inherit|initial)\b/.test(background)) look.background = colourOf(background) ?? 'unknown';
  if (declarations.has('background-image')) look.background = 'unknown';
  return look;
}

function declarationsOf(element: Element, rules: Rule[]): Declarations {
  const found: Declarations = new Map();
  const classes = rules.length > 0 ? (attribute(element, 'class') ?? '').split(/\s+/) : [];
  for (const rule of rules) {
    if (rule.tag !== undefined && rule.tag !== element.tagName) continue;
    if (rule.id !== undefined && rule.id !== attribute(element, 'id')) continue;
    if (rule.classes.every((name) => classes.includes(name))) for (const [name, value] of rule.declarations) found.set(name, value);
  }
  for (const [name, value] of parseDeclarations(attribute(element, 'style') ?? '')) found.set(name, value);
  const colour = element.tagName === 'font' ? attribute(element, 'color') : undefined;
  if (colour) found.set('color', colour);
  const background = attribute(element, 'bgcolor');
  if (background) found.set('background-color', background);
  return found;
}

/** Rules with selectors of one element (`p`, `.note`, `div#x.y`), the weaker first; those for print and the like are left out. */
function rulesOf(document: Parent): Rule[] {
  const rules: Rule[] = [];
  someElement(document, (element) => {
    if (element.tagName !== 'style' || !/^(|all|screen.*)$/i.test(attribute(element, 'media') ?? '')) return false;
    for (const [selectors, body] of ruleTexts(textIn(element))) {
      const declarations = parseDeclarations(body);
      for (const selector of selectors.split(',')) {
        const match = /^\s*(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)\s*$/i.exec(selector);
        if (!match || (!match[1] && !match[2]) || rules.length >= maxRules) continue;
        const parts = match[2]?.match(/[.#][\w-]+/g) ?? [];
        const tag = match[1] === '*' ? undefined : match[1]?.toLowerCase();
        const id = parts.find((part) => part.startsWith('#'))?.slice(1);
        const classes = parts.filter((part) => part.startsWith('.')).map((part) => part.slice(1));
        rules.push({ tag, id, classes, weight: (id ? 10_000 : 0) + classes.length * 100 + (tag ? 1 : 0), declarations });
      }
    }
    return false;
  });
  return rules.toSorted((one, other) => one.weight - other.weight);
}

/** Selectors and body of each rule that holds on a screen. */
function ruleTexts(css: string): [string, string][] {
  const found: [string, string][] = [];
  const text = css.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/<!--|-->/g, ' ');
  const edge = /[{}]/g;
  let from = 0;
  /** Around the rule: whether each block that it stands in holds on a screen. */
  const around: boolean[] = [];
  for (let match = edge.exec(text); match; match = edge.exec(text)) {
    const words = text.slice(from, match.index).replace(/@(import|charset|namespace)[^;]*;/gi, '').trim();
    from = match.index + 1;
    if (match[0] === '}') around.pop();
    else if (words.startsWith('@')) around.push(/^@(media\s+(all|screen)\b(?!.*\band\b)|layer|supports)/i.test(words));
    else {
      const end = text.indexOf('}', from);
      if (end < 0) break;
      if (around.every(Boolean)) found.push([words, text.slice(from, end)]);
      edge.lastIndex = from = end + 1;
    }
  }
  return found;
}

function parseDeclarations(text: string): Declarations {
  const declarations: Declarations = new Map();
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0) declarations.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).replace(/!\s*important/i, '').trim().toLowerCase());
  }
  return declarations;
}

/** Visits all elements until one is the wanted one. */
function someElement(parent: Parent, wanted: (element: Element) => boolean): boolean {
  const open: Node[] = [...parent.childNodes];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!('tagName' in node)) continue;
    if (wanted(node)) return true;
    for (const child of node.childNodes) open.push(child);
  }
  return false;
}

/** All words below an element, without recursion: markup can be nested deeper than a call stack. */
function textIn(element: Element): string {
  const parts: string[] = [];
  const open: Node[] = [element];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeName === '#text') parts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    else if ('tagName' in node && (node === element || !wordless.has(node.tagName))) for (const child of node.childNodes.toReversed()) open.push(child);
  }
  return parts.join(' ');
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}
