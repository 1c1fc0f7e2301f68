// The kinds of documents that are read. Client-safe.

/** As `document.format` holds it. */
export const documentFormats = ['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods', 'rtf', 'epub', 'html', 'markdown', 'text', 'csv', 'json', 'yaml', 'toml', 'eml', 'msg', 'image'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What a file may be: a document, or an archive of files. */
export type FileFormat = DocumentFormat | 'zip';

/** Whether a document of this format may bring others along. */
export function isMail(format: DocumentFormat): boolean {
  return format === 'eml' || format === 'msg';
}

/** What the numbered pages of a format are called. */
export function pageNoun(format: DocumentFormat): 'page' | 'slide' {
  return format === 'pptx' || format === 'odp' ? 'slide' : 'page';
}

/** Whether the reader shows the file's own pages with boxes over the words, rather than its text. */
export function showsPages(format: DocumentFormat): boolean {
  return format === 'pdf' || format === 'image';
}
