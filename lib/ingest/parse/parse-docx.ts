import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { AppError } from '@/lib/errors/app-error';
import { decodeText } from './decode-text';
import { DocumentBuilder } from './document-builder';
import { withoutHiddenRuns, WordStyles } from './docx-hidden';
import { WordNumbers } from './docx-numbers';
import { graphicsOf, withGraphics } from './docx-graphics';
import { readable } from './docx-readable';
import { addHtml } from './parse-html';
import type { ParsedDocument } from './parsed-document';
import { allElements, readXmlTreeOf } from './read-xml';
import { readZip } from './read-zip';

const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='caption'] => figcaption:fresh", "p[style-name='Caption'] => figcaption:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='heading 1'] => h1:fresh"];

/** Of headers and footers, for people to know them by. */
const mostMarginCharacters = 300;

const noStyles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>';

/** Word: headings, lists, tables and footnotes; formulas, charts and diagrams too; without headers, footers, comments, deleted text and pictures. */
export async function parseDocx(path: string): Promise<ParsedDocument> {
  const parts = await readZip(path, (name) => /\.(xml|rels)$/i.test(name));
  for (const [name, content] of parts) {
    // Office files have no document type; only one can define entities or name other files.
    if (/<!(doctype|entity)/i.test(decodeText(content).text)) {
      throw new AppError('unsupported:damaged', 'We could not read this Word file: it is damaged. Save it again in Word and upload the new copy.', {
        cause: new Error(`a document type in ${name}`),
      });
    }
  }
  const builder = new DocumentBuilder();
  const styles = new WordStyles(parts.get('word/styles.xml'));
  const numbers = new WordNumbers(parts.get('word/numbering.xml'), parts.get('word/styles.xml'));
  for (const [name, content] of parts) {
    if (/^word\/(document\d*|footnotes|endnotes)\.xml$/.test(name)) parts.set(name, Buffer.from(numbers.write(withoutHiddenRuns(builder, withGraphics(readable(decodeText(content).text), graphicsOf(parts, name)), styles))));
  }
  // Without any styles mammoth stumbles over the first table that names one.
  if (!parts.has('word/styles.xml')) parts.set('word/styles.xml', Buffer.from(noStyles));
  // mammoth inflates without a limit: it is given what `readZip` has already counted, without pictures.
  const archive = zipSync(Object.fromEntries(parts), { level: 0 });
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength) },
    { styleMap, convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
  );
  addHtml(builder, withoutNoteMarks(value));
  noteUnread(builder, parts);
  return builder.finish('docx', builder.firstHeading);
}

/** Says what stands around the text: comments, and headers and footers, which repeat on every page. */
function noteUnread(builder: DocumentBuilder, parts: ReadonlyMap<string, Uint8Array>): void {
  builder.leaveOutComments(allElements(readXmlTreeOf(parts.get('word/comments.xml')), 'comment').length);
  const margins = [...parts].filter(([name]) => /^word\/(header|footer)\d*\.xml$/.test(name)).map(([, content]) => allElements(readXmlTreeOf(content), 'p').map((paragraph) => allElements(paragraph, 't').flatMap((text) => text.children).join('')).join(' '));
  const words = [...new Set(margins.map((margin) => margin.replace(/\s+/g, ' ').trim()))].filter((margin) => /\p{L}{3}/u.test(margin));
  if (words.length > 0) builder.note(`Headers and footers of the pages were left out: “${words.join('”, “').slice(0, mostMarginCharacters)}”.`);
}

/** The little numbers of foot- and endnotes would read as part of the words they hang on. */
function withoutNoteMarks(html: string): string {
  return html
    .replace(/<sup><a href="#[^"]*(?:footnote|endnote)-\d+"[^>]*>\[\d+\]<\/a><\/sup>/g, '')
    .replace(/<a href="#[^"]*(?:footnote|endnote)-ref-\d+"[^>]*>↑<\/a>/g, '');
}
