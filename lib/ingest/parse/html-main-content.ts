// The part of a page that people came for, without the menus around it.
import type { DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = { childNodes: Node[] };
/** Characters that are not white space, in all and inside of links, and how many links there are. */
type Measure = { all: number; linked: number; links: number };

const wordless = new Set(['script', 'style', 'template', 'noscript', 'head', 'title', 'svg', 'math', 'iframe', 'object', 'select', 'textarea', 'button', 'nav']);
const menuRoles = /^(navigation|banner|contentinfo|search|menu|menubar|dialog|alertdialog)$/;
const menuNames = /(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|cookies?|consent|social|share|sharing|related|pagination|pager|skip|toc|newsletter|subscribe|advert|ads|promo)(?:[-_\s]|$)/i;
/** A `main` element with fewer characters than this may be there for its looks only. */
const enough = 250;
/** Links that make a menu of a list: beside the main content, and inside of it, where short lists of links belong to it. */
const some = 4;
const many = 15;

/**
 * The element that holds the article: `main`, or the only `article` when most of the words stand in it; else the whole
 * body. Menus are taken out of the tree: lists of links (inside the main content only long ones), and what calls itself
 * navigation, cookie notice and the like and holds little but links.
 */
export function mainContent(body: Parent): Parent {
  const main = elementsOf(body, (element) => element.tagName === 'main' || attribute(element, 'role') === 'main');
  const measures = measure(body);
  const words = (parent: Parent) => own(measures.get(parent));
  const one = main.length === 1 ? main[0] : undefined;
  if (one && (words(one) >= enough || words(one) * 2 >= words(body))) return withoutMenus(one, measures, many);
  const articles = elementsOf(body, (element) => element.tagName === 'article');
  const article = articles.length === 1 ? articles[0] : undefined;
  if (article && words(article) * 2 >= words(body)) return withoutMenus(article, measures, many);
  return withoutMenus(body, measures, some);
}

/** Characters outside of links. */
function own(found: Measure | undefined): number {
  return found ? found.all - found.linked : 0;
}

function withoutMenus(content: Parent, measures: Map<Parent, Measure>, links: number): Parent {
  const whole = measures.get(content)?.all ?? 0;
  const open: Parent[] = [content];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    parent.childNodes = parent.childNodes.filter((node) => {
      if (!('tagName' in node)) return true;
      const found = measures.get(node);
      if (!found || (node.tagName === 'article' && links === some)) return true;
      if (isMenu(node, found, whole, links)) return false;
      open.push(node);
      return true;
    });
  }
  return content;
}

function isMenu(element: Element, { all, linked, links }: Measure, whole: number, enoughLinks: number): boolean {
  // Never most of the page: then the links are what it is about.
  if (all * 2 > whole) return false;
  const density = all === 0 ? 0 : linked / all;
  if (menuRoles.test(attribute(element, 'role') ?? '')) return true;
  const name = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`;
  if (menuNames.test(name) && (density > 0.4 || (all < 400 && enoughLinks === some))) return true;
  // Links of a word or two each, and nothing around them.
  return links >= enoughLinks && density > 0.85 && linked / links < 30 && /^(ul|ol|div|section|aside|p|table)$/.test(element.tagName);
}

/** Measures every element, the innermost first, without recursion: markup can be nested deeper than a call stack. */
function measure(body: Parent): Map<Parent, Measure> {
  const measures = new Map<Parent, Measure>();
  const order: Parent[] = [body];
  for (let index = 0; index < order.length; index += 1) {
    for (const node of order[index]?.childNodes ?? []) if ('tagName' in node && !wordless.has(node.tagName)) order.push(node);
  }
  for (const parent of order.toReversed()) {
    const found: Measure = { all: 0, linked: 0, links: 0 };
    for (const node of parent.childNodes) {
      if (node.nodeName === '#text') found.all += (node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, '').length;
      const inner = 'tagName' in node ? measures.get(node) : undefined;
      if (!inner) continue;
      found.all += inner.all;
      found.linked += inner.linked;
      found.links += inner.links;
    }
    if ('tagName' in parent && parent.tagName === 'a') Object.assign(found, { linked: found.all, links: 1 });
    measures.set(parent, found);
  }
  return measures;
}

function elementsOf(parent: Parent, wanted: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const open: Node[] = [...parent.childNodes].toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (!('tagName' in node)) continue;
    if (wanted(node)) found.push(node);
    else for (const child of node.childNodes.toReversed()) open.push(child);
  }
  return found;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}
