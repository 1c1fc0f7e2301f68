import { Readable } from 'node:stream';
import type { DocumentFormat } from '@/lib/ingest/parse/parsed-document';
import { filePolicy } from './file-policy';
import type { Original } from './open-original';

const typeOf: Record<DocumentFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  rtf: 'application/rtf',
  epub: 'application/epub+zip',
  html: 'text/html; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  yaml: 'application/yaml',
  toml: 'application/toml',
  eml: 'message/rfc822',
  msg: 'application/vnd.ms-outlook',
  // One of several kinds: `Original.picture` says which.
  image: 'application/octet-stream',
};

/** An original as a response that cannot act in the portal's name, whole or in the range that was asked for. */
export async function fileResponse(original: Original, options: { range: string | null; download: boolean }): Promise<Response> {
  const { sizeBytes } = original;
  const inline = (original.format === 'pdf' || original.picture !== undefined) && !options.download;
  const headers = new Headers({
    'content-type': original.picture ?? typeOf[original.format],
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', original.fileName),
    'content-security-policy': filePolicy,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    etag: `"${original.sha256}"`,
  });
  const range = parseRange(options.range, sizeBytes);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : sizeBytes));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  const stream = Readable.toWeb(await original.open(range)) as ReadableStream<Uint8Array>;
  return new Response(stream, { status: range ? 206 : 200, headers });
}

/** RFC 6266: an ASCII name for old clients, the full name percent-encoded for all others. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** The first of the ranges asked for, as far as it lies in the file; undefined means the whole file. */
export function parseRange(header: string | null, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const last = size - 1;
  if (match[1] === '') {
    const length = Number(match[2]);
    return length === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: last };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? last : Math.min(Number(match[2]), last);
  if (start > last) return 'unsatisfiable';
  return end < start ? undefined : { start, end };
}
