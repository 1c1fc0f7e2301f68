/** Endings for types of content whose address does not say what they are. */
const endingOf: Record<string, string> = {
  'application/epub+zip': 'epub',
  'application/json': 'json',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/xhtml+xml': 'html',
  'application/xml': 'xml',
  'application/yaml': 'yaml',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'message/rfc822': 'eml',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'text/tab-separated-values': 'tsv',
  'text/xml': 'xml',
};
/** Content of these types may well be something more special, as its ending says: Markdown comes as plain text. */
const vague = new Set(['', 'application/octet-stream', 'application/xml', 'binary/octet-stream', 'text/plain', 'text/xml']);
const htmlEndings = new Set(['html', 'htm', 'xhtml', 'shtml']);

/**
 * The name of a page as a document: its path with folders, with an ending that says what it contains. `below` is the
 * part of the path that all pages of the import have in common.
 */
export function pageName(url: URL, contentType: string, below = ''): string {
  const path = url.pathname.startsWith(below) ? url.pathname.slice(below.length) : url.pathname;
  const parts = path.split('/').map(decoded).filter(Boolean);
  const query = decoded(url.search.slice(1)).replaceAll('/', '-');
  const stem = parts.join('/') || url.hostname;
  const ending = parts.length > 0 ? /\.([A-Za-z0-9]{1,10})$/.exec(stem)?.[1]?.toLowerCase() : undefined;
  const wanted = endingOf[contentType];
  const fits = ending !== undefined && (ending === wanted || (wanted === 'html' && htmlEndings.has(ending)) || vague.has(contentType));
  const name = query ? `${stem} (${query})` : stem;
  // What is vague and ends in something unknown is for the documents' own check to judge.
  if (fits && !query) return name;
  return wanted !== undefined ? `${name}.${wanted}` : ending !== undefined && query ? `${name}.${ending}` : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
