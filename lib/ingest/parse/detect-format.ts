import { open, readFile, type FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '@/lib/errors/app-error';
import { decodeText } from './decode-text';
import type { DocumentFormat, FileFormat } from './document-formats';
import { listZip, readZip } from './read-zip';

/** What a file's bytes are: a format that is read, or the words that name what it is instead. */
type Content = { format: FileFormat | 'any-text' | 'mail-text'; words: string } | { refused: string; hint?: string };

const endingsOf: Record<FileFormat, string[]> = {
  pdf: ['pdf'],
  docx: ['docx', 'docm', 'dotx', 'dotm'],
  pptx: ['pptx', 'pptm', 'ppsx', 'ppsm', 'potx', 'potm'],
  xlsx: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  odt: ['odt', 'ott'],
  odp: ['odp', 'otp'],
  ods: ['ods', 'ots'],
  rtf: ['rtf'],
  epub: ['epub'],
  html: ['html', 'htm', 'xhtml', 'shtml'],
  markdown: ['md', 'markdown', 'mdown', 'mkd', 'mdx'],
  csv: ['csv', 'tsv'],
  json: ['json', 'jsonl', 'ndjson', 'geojson'],
  yaml: ['yaml', 'yml'],
  toml: ['toml'],
  eml: ['eml'],
  msg: ['msg'],
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'tif', 'tiff'],
  zip: ['zip'],
  text: ['txt', 'text', 'log', 'rst', 'adoc', 'asciidoc', 'org', 'tex', 'ini', 'xml', 'srt', 'vtt', 'ics', 'vcf'],
};
const formatOfEnding = new Map(
  (Object.keys(endingsOf) as FileFormat[]).flatMap((format) => endingsOf[format].map((ending) => [ending, format] as const)),
);
const readable = 'Footnote reads PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), OpenDocument (.odt, .odp, .ods), RTF, EPUB, HTML, Markdown, CSV, JSON, YAML, TOML, mail (.eml, .msg), pictures of text (.png, .jpg, .webp, .gif, .tif), plain text, and ZIP archives of these.';
/** Formats that no plain text can be. */
const binaryFormats = new Set<FileFormat | undefined>(['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods', 'rtf', 'epub', 'eml', 'msg', 'image', 'zip']);
/** Other pictures are refused; those that are animated or come from cameras unpacked are kinds of their own. */
const readImages = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/tiff']);
const sampleBytes = 65_536;

/** As `detectFile`, for where only documents are of use: archives are refused too. */
export async function detectFormat(path: string, name: string): Promise<DocumentFormat> {
  const format = await detectFile(path, name);
  if (format === 'zip') throw new AppError('unsupported:format', 'This file is a ZIP archive, not a document.');
  return format;
}

/**
 * The format of a file, decided by its content. A name that contradicts the content is refused naming both
 * (`unsupported:mismatch`); empty, unknown and legacy files are refused with what to do (`unsupported:…`).
 */
export async function detectFile(path: string, name: string): Promise<FileFormat> {
  const content = await contentOf(path, name);
  const ending = endingOf(name);
  if ('refused' in content) {
    if (content.hint) throw new AppError('unsupported:format', content.hint);
    if (ending && formatOfEnding.has(ending)) throw mismatch(ending, content.refused);
    throw new AppError('unsupported:format', `This file contains ${content.refused}. ${readable}`);
  }
  const named = ending === undefined ? undefined : formatOfEnding.get(ending);
  if (ending !== undefined && !named) {
    if (content.format !== 'any-text' && content.format !== 'mail-text') throw mismatch(ending, content.words);
    throw new AppError('unsupported:format', `Files named .${ending} are not read. ${readable}`);
  }
  if (content.format === 'mail-text' && (named === undefined || named === 'eml')) return 'eml';
  if (content.format === 'any-text' || content.format === 'mail-text') {
    if (binaryFormats.has(named)) throw mismatch(ending ?? '', content.words);
    return named ?? 'text';
  }
  if (content.format === 'html') {
    // A text file may well show HTML; a table cannot be one, and an inner ending would deceive whoever opens it.
    if (named === 'text' || named === 'markdown') return named;
    const inner = endingOf(name.slice(0, -((ending ?? '').length + 1)));
    if (inner !== undefined && isDocumentEnding(inner) && formatOfEnding.get(inner) !== 'html') throw mismatch(inner, content.words);
  }
  if (named && named !== content.format) throw mismatch(ending ?? '', content.words);
  return content.format;
}

function isDocumentEnding(ending: string): boolean {
  return formatOfEnding.has(ending) || ['doc', 'xls', 'ppt', 'exe'].includes(ending);
}

function mismatch(ending: string, words: string): AppError {
  return new AppError('unsupported:mismatch', `This file is named .${ending}, but it contains ${words}.`);
}

/** The ending of a name in lower case without the dot; undefined when there is none that looks like one. */
function endingOf(name: string): string | undefined {
  return /[^./\\]\.([a-z0-9]{1,10})$/i.exec(name.trim())?.[1]?.toLowerCase();
}

async function contentOf(path: string, name: string): Promise<Content> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await readAt(file, 0, Math.min(size, sampleBytes));
    if (head.every(isBlank) && (await isBlankFrom(file, head.length))) {
      throw new AppError('unsupported:empty', 'This file is empty: there is no text in it.');
    }
    const tail = await readAt(file, Math.max(0, size - sampleBytes), Math.min(size, sampleBytes));
    return (await binaryContent(path, name, head, tail)) ?? textContent(head, size > head.length);
  } finally {
    await file.close();
  }
}

async function binaryContent(path: string, name: string, head: Buffer, tail: Buffer): Promise<Content | undefined> {
  const start = head.subarray(0, 1024).toString('latin1');
  if (start.startsWith('%PDF-')) {
    if (/<(html|script|svg|\?php|!doctype)/i.test(start)) return { refused: 'both a PDF document and HTML' };
    if (endsAsZip(tail)) return { refused: 'both a PDF document and a ZIP archive' };
    return { format: 'pdf', words: 'a PDF document' };
  }
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return zipContent(path);
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) return legacyContent(head, tail, endingOf(name) === 'msg' ? await readFile(path) : Buffer.alloc(0));
  if (start.startsWith('{\\rtf')) return { format: 'rtf', words: 'an RTF document' };
  const known = await fileTypeFromBuffer(head.subarray(0, 4100)).catch(() => undefined);
  if (known && readImages.has(known.mime)) return { format: 'image', words: describe(known.ext, known.mime) };
  // XML is text to a person; whether it is HTML or an image is for `textContent` to say.
  if (known && !/^(text\/|application\/xml|image\/svg)/.test(known.mime)) return { refused: describe(known.ext, known.mime) };
  if (start.includes('%PDF-')) {
    // PDF readers accept a few stray bytes before the header, but nothing that is a document of its own.
    const before = start.slice(0, start.indexOf('%PDF-'));
    if (/^[\s\u00ef\u00bb\u00bf\0]*$/.test(before)) return { format: 'pdf', words: 'a PDF document' };
    return { refused: 'a PDF document hidden behind other content' };
  }
  return undefined;
}

async function zipContent(path: string): Promise<Content> {
  const names = new Set((await listZip(path)).map((name) => name.toLowerCase()));
  const found: Exclude<Content, { refused: string }>[] = [];
  if (names.has('word/document.xml') || (names.has('[content_types].xml') && [...names].some((name) => /^word\/document\d*\.xml$/.test(name)))) {
    found.push({ format: 'docx', words: 'a Word document' });
  }
  if (names.has('ppt/presentation.xml')) found.push({ format: 'pptx', words: 'a PowerPoint presentation' });
  if (names.has('xl/workbook.xml')) found.push({ format: 'xlsx', words: 'an Excel workbook' });
  if (names.has('content.xml') && names.has('mimetype')) found.push(await openDocument(path));
  if (names.has('meta-inf/container.xml') && [...names].some((name) => name.endsWith('.opf'))) found.push({ format: 'epub', words: 'an EPUB book' });
  if (found.length > 1) return { refused: `both ${found.map((content) => content.words).join(' and ')}` };
  if (found[0]) return found[0];
  if (names.has('xl/workbook.bin')) {
    return { refused: 'a binary Excel workbook', hint: 'Binary Excel workbooks (.xlsb) are not read. Save it as .xlsx and upload that.' };
  }
  return { format: 'zip', words: 'a ZIP archive' };
}

/** The kind of an OpenDocument file, which it says in a part of its own. */
async function openDocument(path: string): Promise<Exclude<Content, { refused: string }>> {
  const mime = (await readZip(path, (name) => name === 'mimetype')).get('mimetype')?.toString('latin1').trim() ?? '';
  if (/^application\/vnd\.oasis\.opendocument\.text\b/.test(mime)) return { format: 'odt', words: 'an OpenDocument text' };
  if (/^application\/vnd\.oasis\.opendocument\.presentation\b/.test(mime)) return { format: 'odp', words: 'an OpenDocument presentation' };
  if (/^application\/vnd\.oasis\.opendocument\.spreadsheet\b/.test(mime)) return { format: 'ods', words: 'an OpenDocument sheet' };
  throw new AppError('unsupported:format', `This OpenDocument file is neither a text nor slides nor a sheet. ${readable}`);
}

/** OLE files: Word, Excel and PowerPoint up to 2003, and newer ones under a password. */
function legacyContent(head: Buffer, tail: Buffer, whole: Buffer): Content {
  const has = (name: string) => [head, tail, whole].some((part) => part.includes(Buffer.from(name, 'utf16le')));
  if (has('__properties_version1.0')) return { format: 'msg', words: 'a mail of Outlook' };
  if (has('EncryptedPackage')) {
    throw new AppError('unsupported:password', 'We could not read this file: it needs a password. Remove the password and upload it again.');
  }
  const advice = (program: string, old: string, current: string) => ({
    refused: `an old ${program} file`,
    hint: `Old ${program} files (.${old}) are not read. Open it in ${program}, save it as .${current} and upload that.`,
  });
  if (has('WordDocument')) return advice('Word', 'doc', 'docx');
  if (has('Workbook') || has('Book')) return advice('Excel', 'xls', 'xlsx');
  if (has('PowerPoint Document')) return advice('PowerPoint', 'ppt', 'pptx');
  return {
    refused: 'an old Office file',
    hint: 'Old Office files (.doc, .xls, .ppt) are not read. Save it as .docx, .xlsx or .pptx and upload that.',
  };
}

function textContent(head: Buffer, partial: boolean): Content {
  const { text } = decodeText(head, { partial });
  // eslint-disable-next-line no-control-regex
  const controls = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0;
  const nulls = text.split('\0').length - 1;
  if (controls > text.length * 0.01 || nulls > text.length * 0.1) return { refused: 'binary data of an unknown kind' };
  const opening = text.replace(/^\ufeff?\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*/, '').slice(0, 200);
  if (/^<(!doctype\s+svg|svg)\b/i.test(opening)) return { refused: 'an SVG image' };
  if (looksLikeMail(text.slice(0, 4_000))) return { format: 'mail-text', words: 'a mail' };
  if (/^<(!doctype\s+html|html|head|body|title|meta)\b/i.test(opening)) return { format: 'html', words: 'HTML' };
  if (/^<(script|iframe|table|div|p|h1)\b[^>]*>/i.test(opening) || /<\/(html|body|script)>\s*$/i.test(text)) {
    return { format: 'any-text', words: 'HTML' };
  }
  return { format: 'any-text', words: 'plain text' };
}

/** Mail begins with lines of names and values, at least two of which every mail has. */
function looksLikeMail(file: string): boolean {
  // Some programs put the line before it that begins a mail in a mailbox.
  const text = file.replace(/^\ufeff?(?:From [^\n]*\n)?/, '');
  const known = /^(from|to|cc|subject|date|message-id|received|return-path|mime-version|delivered-to|content-type|dkim-signature|reply-to|x-[\w-]+):/i;
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !/^\s/.test(line));
  const names = lines.findIndex((line) => !/^[\w-]+:/.test(line));
  const headers = names < 0 ? lines : lines.slice(0, names);
  return known.test(headers[0] ?? '') && headers.filter((line) => known.test(line)).length >= 2;
}

function describe(ending: string, mime: string): string {
  if (mime.startsWith('image/')) return `an image (${ending.toUpperCase()})`;
  if (mime.startsWith('video/')) return `a video (${ending.toUpperCase()})`;
  if (mime.startsWith('audio/')) return `a sound recording (${ending.toUpperCase()})`;
  if (['exe', 'elf', 'macho', 'dll'].includes(ending)) return 'a program';
  return `data of the type ${ending.toUpperCase()}`;
}

/** Whether a ZIP's end-of-directory record closes the file: any ZIP program would open it. */
function endsAsZip(tail: Buffer): boolean {
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return at >= 0 && at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length;
}

function isBlank(byte: number): boolean {
  // White space, NUL, and the bytes of byte order marks.
  return byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xfe || byte === 0xff || byte === 0xef || byte === 0xbb || byte === 0xbf;
}

async function isBlankFrom(file: FileHandle, from: number): Promise<boolean> {
  const buffer = Buffer.alloc(1_048_576);
  for (let position = from; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return true;
    if (!buffer.subarray(0, bytesRead).every(isBlank)) return false;
    position += bytesRead;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
