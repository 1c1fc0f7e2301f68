import path from 'node:path';
import { AppError } from '@/lib/errors/app-error';
import { damagedFile } from './damaged-file';
import { decodeText } from './decode-text';
import { DocumentBuilder } from './document-builder';
import { addHtml } from './parse-html';
import type { ParsedDocument } from './parsed-document';
import { allElements, element, elements, readXmlTree } from './read-xml';
import { readZip } from './read-zip';

/** EPUB books, versions 2 and 3: the chapters in reading order; without pictures and the book's own contents page. */
export async function parseEpub(file: string): Promise<ParsedDocument> {
  const parts = await readZip(file, (name) => /^META-INF\/(container|encryption)\.xml$|\.(opf|xhtml|html|htm|xml)$/i.test(name));
  const container = parts.get('META-INF/container.xml');
  const root = container && allElements(readXmlTree(container), 'rootfile')[0]?.attributes['full-path'];
  const description = root === undefined ? undefined : parts.get(root);
  if (root === undefined || !description) throw damagedFile(new Error('an EPUB without a package document'));
  const book = element(readXmlTree(description), 'package');
  const items = new Map(elements(element(book, 'manifest'), 'item').map(({ attributes }) => [attributes.id ?? '', attributes]));
  const encrypted = encryptedParts(parts.get('META-INF/encryption.xml'));
  const builder = new DocumentBuilder();
  for (const { attributes } of elements(element(book, 'spine'), 'itemref')) {
    const item = items.get(attributes.idref ?? '');
    if (!item?.href || /\bnav\b/.test(item.properties ?? '')) continue;
    const name = path.posix.join(path.posix.dirname(root), decodeAddress(item.href));
    if (encrypted.has(name)) throw new AppError('unsupported:password', 'We could not read this book: it is protected against copying. Upload a copy without protection.');
    const chapter = parts.get(name);
    if (chapter) addHtml(builder, decodeText(chapter).text);
    else builder.loss('Chapters are missing from this book; the others were read.');
  }
  const title = element(book, 'metadata', 'title')?.children.join('');
  return builder.finish('epub', title ?? builder.firstHeading);
}

/** Parts that only a reader with a key can open; the mere mangling of fonts is listed in the same place. */
function encryptedParts(bytes: Uint8Array | undefined): Set<string> {
  if (!bytes) return new Set();
  return new Set(allElements(readXmlTree(bytes), 'CipherReference').map(({ attributes }) => decodeAddress(attributes.URI ?? '')));
}

function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address.replace(/[#?].*$/s, ''));
  } catch {
    return address;
  }
}
