import { SaxesParser, type SaxesTagNS } from 'saxes';
import { AppError } from '@/lib/errors/app-error';
import { damagedFile } from './damaged-file';
import { decodeText } from './decode-text';

/** An element without namespace prefixes; attributes of the relationships namespace keep their `r:`. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: (XmlElement | string)[] };

export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

const maxDepth = 400;

/**
 * Reads XML of an Office file event by event. A document type is refused: Office files have none, and only one can
 * define entities or name other files. Throws `unsupported:damaged`.
 */
export function readXml(bytes: Uint8Array, handlers: XmlHandlers): void {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  const fail = (cause?: unknown): never => {
    throw damagedFile(cause);
  };
  parser.on('error', fail);
  parser.on('doctype', () => fail(new Error('a document type inside an Office file')));
  parser.on('opentag', (tag: SaxesTagNS) => {
    depth += 1;
    if (depth > maxDepth) fail(new Error('elements nested too deep'));
    handlers.open?.(tag.local, attributesOf(tag));
  });
  parser.on('closetag', (tag: SaxesTagNS) => {
    depth -= 1;
    handlers.close?.(tag.local);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.write(decodeText(bytes).text).close();
}

/** The whole of a small XML file as a tree. */
export function readXmlTree(bytes: Uint8Array): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  readXml(bytes, {
    open: (name, attributes) => {
      const element: XmlElement = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: () => open.pop(),
    text: (text) => open.at(-1)?.children.push(text),
  });
  return root;
}

/** As `readXmlTree`, of a part that a document can be read without; undefined when it is missing or damaged. */
export function readXmlTreeOf(bytes: Uint8Array | undefined): XmlElement | undefined {
  try {
    return bytes && readXmlTree(bytes);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** The first element of a name in a large XML file as a tree; the rest is read past. */
export function readXmlPart(bytes: Uint8Array, wanted: string): XmlElement | undefined {
  let found: XmlElement | undefined;
  const open: XmlElement[] = [];
  readXml(bytes, {
    open: (name, attributes) => {
      if (open.length === 0 && (found || name !== wanted)) return;
      const element: XmlElement = { name, attributes, children: [] };
      found ??= element;
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: () => open.pop(),
    text: (text) => open.at(-1)?.children.push(text),
  });
  return found;
}

/** Child elements, all or those of a name. */
export function elements(parent: XmlElement | undefined, name?: string): XmlElement[] {
  return (parent?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name));
}

/** The first element at a path of names below a parent. */
export function element(parent: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((current, name) => elements(current, name)[0], parent);
}

/** All elements of a name below a parent, in order. */
export function allElements(parent: XmlElement | undefined, name: string): XmlElement[] {
  return elements(parent).flatMap((child) => (child.name === name ? [child] : allElements(child, name)));
}

export type Relationship = {
  id: string;
  /** The last word of its type: 'slide', 'notesSlide', 'hyperlink'. */
  kind: string;
  /** A path inside of the archive, or an address as it stands in the file. */
  target: string;
  isExternal: boolean;
};

/** The relationships of a part of an Office file, which lie in a file of their own beside it. */
export function relationshipsOf(parts: ReadonlyMap<string, Uint8Array>, part: string): Relationship[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const bytes = parts.get(`${folder}_rels/${part.slice(folder.length)}.rels`);
  if (!bytes) return [];
  return allElements(readXmlTree(bytes), 'Relationship').flatMap(({ attributes }) => {
    const { Id: id, Target, TargetMode, Type } = attributes;
    if (!id || !Target) return [];
    const isExternal = TargetMode === 'External';
    const kind = Type?.split('/').at(-1) ?? '';
    return [{ id, kind, isExternal, target: isExternal ? Target : pathInside(Target, folder) }];
  });
}

/** Targets inside of the archive by the relationship's id. */
export function targetsOf(parts: ReadonlyMap<string, Uint8Array>, part: string): Map<string, string> {
  return new Map(relationshipsOf(parts, part).flatMap(({ id, target, isExternal }) => (isExternal ? [] : [[id, target] as const])));
}

function pathInside(target: string, folder: string): string {
  return URL.canParse(target, `zip:///${folder}`) ? new URL(target, `zip:///${folder}`).pathname.replace(/^\/+/, '') : target;
}

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const attribute of Object.values(tag.attributes)) {
    attributes[attribute.uri.endsWith('/relationships') ? `r:${attribute.local}` : attribute.local] = attribute.value;
  }
  return attributes;
}
