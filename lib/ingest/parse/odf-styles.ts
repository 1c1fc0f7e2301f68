import { AppError } from '@/lib/errors/app-error';
import { colourOf, pointsOf, type Look } from './hidden-look';
import { allElements, element, elements, readXmlTree, type XmlElement } from './read-xml';
import { readZip } from './read-zip';

export type OdfParts = { content: Buffer; styles: OdfStyles; title?: string };

/** The parts of an OpenDocument file that are read. Throws `unsupported:password` for encrypted ones. */
export async function readOdf(path: string): Promise<OdfParts> {
  const parts = await readZip(path, (name) => /^(content|styles|meta|META-INF\/manifest)\.xml$/.test(name));
  if (parts.get('META-INF/manifest.xml')?.includes('encryption-data')) {
    throw new AppError('unsupported:password', 'We could not read this file: it needs a password. Remove the password and upload it again.');
  }
  const content = parts.get('content.xml') ?? Buffer.alloc(0);
  const meta = parts.get('meta.xml');
  const title = meta && allElements(readXmlTree(meta), 'title')[0]?.children.join('');
  return { content, styles: new OdfStyles(parts.get('styles.xml')), ...(title && { title }) };
}

/** The styles of an OpenDocument file: the named ones, and the automatic ones of its content. */
export class OdfStyles {
  private readonly styles = new Map<string, XmlElement>();
  private readonly lists = new Map<string, XmlElement>();
  private readonly outline: XmlElement[];
  private readonly page: XmlElement | undefined;

  constructor(bytes: Uint8Array | undefined) {
    const root = bytes && element(readXmlTree(bytes), 'document-styles');
    this.add(element(root, 'styles'));
    this.outline = elements(element(root, 'styles', 'outline-style'));
    const layout = elements(element(root, 'master-styles'), 'master-page')[0]?.attributes['page-layout-name'];
    const layouts = elements(element(root, 'automatic-styles'), 'page-layout');
    this.page = element(layouts.find((one) => one.attributes.name === layout), 'page-layout-properties');
  }

  add(container: XmlElement | undefined): void {
    for (const style of elements(container)) {
      const name = style.attributes.name;
      if (name === undefined) continue;
      if (style.name === 'style') this.styles.set(`${style.attributes.family ?? ''} ${name}`, style);
      if (style.name === 'list-style') this.lists.set(name, style);
    }
  }

  /** Names of a paragraph's style and of those it builds on, the nearest first. */
  lineage(name: string): string[] {
    return [name, ...this.chain('paragraph', name).map((style) => style.attributes.name ?? '')];
  }

  /** A property of the style or of the nearest one that it builds on. */
  property(family: string, name: string | undefined, properties: string, attribute: string): string | undefined {
    for (const style of this.chain(family, name)) {
      const value = element(style, properties)?.attributes[attribute];
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** How words of a style look, over that of the words around them. */
  look(family: string, name: string | undefined, around: Look): Look {
    const text = (attribute: string) => this.property(family, name, 'text-properties', attribute);
    const background = colourOf(text('background-color')) ?? colourOf(this.property(family, name, 'paragraph-properties', 'background-color')) ?? colourOf(this.property(family, name, 'table-cell-properties', 'background-color'));
    const points = pointsOf(text('font-size'));
    const colour = text('use-window-font-color') === 'true' ? undefined : colourOf(text('color'));
    return {
      ...around,
      ...(text('display') === 'none' && { marked: true }),
      ...(points !== undefined && { points }),
      ...(colour !== undefined && { colour }),
      ...(background !== undefined && { background }),
    };
  }

  /** Whether the list numbers its items at this depth. */
  isOrdered(name: string | undefined, depth: number): boolean {
    return this.listLevel(name, depth) !== undefined;
  }

  /** How a list numbers its items at a 0-based depth; undefined where it has bullets. */
  listLevel(name: string | undefined, depth: number): Record<string, string> | undefined {
    return elements(this.lists.get(name ?? ''), 'list-level-style-number').find((level) => level.attributes.level === String(depth + 1))?.attributes;
  }

  /** How headings of a 0-based level are numbered. */
  outlineLevel(depth: number): Record<string, string> | undefined {
    return this.outline.find((level) => level.attributes.level === String(depth + 1))?.attributes;
  }

  /** Size of a page in points. */
  get pageSize(): { width: number; height: number } {
    const size = (name: string, otherwise: number) => Math.round((pointsOf(this.page?.attributes[name]) ?? otherwise) * 100) / 100;
    return { width: size('page-width', 720), height: size('page-height', 405) };
  }

  private chain(family: string, name: string | undefined): XmlElement[] {
    const chain: XmlElement[] = [];
    for (let next = name; next !== undefined && chain.length < 20; ) {
      const style = this.styles.get(`${family} ${next}`);
      if (!style) break;
      chain.push(style);
      next = style.attributes['parent-style-name'];
    }
    return chain;
  }
}
