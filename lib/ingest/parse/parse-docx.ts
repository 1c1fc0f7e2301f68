import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { AppError } from '@/lib/errors/app-error';
import { decodeText } from './decode-text';
import { DocumentBuilder } from './document-builder';
import { addHtml } from './parse-html';
import type { ParsedDocument } from './parsed-document';
import { readZip } from './read-zip';

const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='heading 1'] => h1:fresh"];

/** Word: headings, lists, tables and footnotes; without headers, footers, comments, deleted text and pictures. */
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
  for (const [name, content] of parts) {
    if (/^word\/(document\d*|footnotes|endnotes)\.xml$/.test(name)) parts.set(name, withoutHiddenText(content));
  }
  // mammoth inflates without a limit: it is given what `readZip` has already counted, without pictures.
  const archive = zipSync(Object.fromEntries(parts), { level: 0 });
  const builder = new DocumentBuilder();
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength) },
    { styleMap, convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
  );
  addHtml(builder, withoutNoteMarks(value));
  return builder.finish('docx', builder.firstHeading);
}

/** mammoth reads runs that Word hides; nobody who opens the document sees them. */
function withoutHiddenText(content: Buffer): Buffer {
  const { text, encoding } = decodeText(content);
  if (encoding !== 'utf-8' || !text.includes('<w:vanish')) return content;
  return Buffer.from(
    text.replace(/<w:r[ >](?:[^<]|<(?!\/w:r>))*<\/w:r>/g, (run) => (/<w:vanish\s*(?:w:val="(?:1|true|on)"\s*)?\/>/.test(run.slice(0, run.indexOf('</w:rPr>'))) ? run.replace(/<w:t[ >][^<]*<\/w:t>/g, '') : run)),
  );
}

/** The little numbers of foot- and endnotes would read as part of the words they hang on. */
function withoutNoteMarks(html: string): string {
  return html
    .replace(/<sup><a href="#[^"]*(?:footnote|endnote)-\d+"[^>]*>\[\d+\]<\/a><\/sup>/g, '')
    .replace(/<a href="#[^"]*(?:footnote|endnote)-ref-\d+"[^>]*>↑<\/a>/g, '');
}
