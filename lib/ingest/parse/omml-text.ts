import { grouped } from './mathml-text';
import { element, elements, readXmlTree, type XmlElement } from './read-xml';

/** Properties of formulas and of their runs. */
const unread = /Pr$/;

/** A formula of an Office file (OMML, the whole `m:oMath`) on one line, as people type it: `x^2`, `(a+b)/c`, `√(x)`. */
export function ommlText(xml: string): string {
  return wordsOf(readXmlTree(Buffer.from(withNamespaces(xml)))).replace(/\s+/g, ' ').trim();
}

/** A piece of a file uses prefixes that are declared further above. */
function withNamespaces(xml: string): string {
  const prefixes = new Set(Array.from(xml.matchAll(/[<\s/]([A-Za-z]\w*):\w/g), (match) => match[1]));
  return `<root ${[...prefixes].filter((prefix) => prefix !== 'xml').map((prefix) => `xmlns:${prefix}="urn:${prefix}"`).join(' ')}>${xml}</root>`;
}

function wordsOf(parent: XmlElement | undefined): string {
  return elements(parent).map(partOf).join('');
}

function partOf(node: XmlElement): string {
  const part = (name: string) => wordsOf(element(node, name));
  const lower = () => (part('sub') ? `_${grouped(part('sub'))}` : '');
  const upper = () => (part('sup') ? `^${grouped(part('sup'))}` : '');
  switch (node.name) {
    case 't':
      return node.children.filter((child) => typeof child === 'string').join('');
    case 'f':
      return `${grouped(part('num'))}/${grouped(part('den'))}`;
    case 'sSup':
    case 'sSub':
    case 'sSubSup':
      return `${grouped(part('e'))}${lower()}${upper()}`;
    case 'sPre':
      return `${lower()}${upper()}${part('e')}`;
    case 'rad':
      return `${part('deg')}√(${part('e')})`;
    case 'nary':
      return ` ${character(node, 'naryPr', 'chr', '∫')}${lower()}${upper()} ${part('e')}`;
    case 'd':
      return `${character(node, 'dPr', 'begChr', '(')}${elements(node, 'e').map(wordsOf).join(character(node, 'dPr', 'sepChr', '|'))}${character(node, 'dPr', 'endChr', ')')}`;
    case 'func':
      return `${part('fName')} ${part('e')}`;
    case 'limLow':
      return `${part('e')}_${grouped(part('lim'))}`;
    case 'limUpp':
      return `${part('e')}^${grouped(part('lim'))}`;
    case 'mr':
      return `${elements(node, 'e').map(wordsOf).join(' ')}; `;
    case 'eqArr':
      return elements(node, 'e').map(wordsOf).join('; ');
    default:
      return unread.test(node.name) ? '' : wordsOf(node);
  }
}

function character(node: XmlElement, properties: string, name: string, otherwise: string): string {
  return element(node, properties, name)?.attributes.val ?? otherwise;
}
