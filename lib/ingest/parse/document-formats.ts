// The kinds of documents that are read. Client-safe.

/** As `document.format` holds it. */
export const documentFormats = ['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods', 'rtf', 'epub', 'html', 'markdown', 'text', 'csv', 'json', 'yaml', 'toml'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What the numbered pages of a format are called. */
export function pageNoun(format: DocumentFormat): 'page' | 'slide' {
  return format === 'pptx' || format === 'odp' ? 'slide' : 'page';
}
