// The kinds of documents that are read. Client-safe.

/** As `document.format` holds it. */
export const documentFormats = ['pdf', 'docx', 'pptx', 'xlsx', 'html', 'markdown', 'text', 'csv'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What the numbered pages of a format are called. */
export function pageNoun(format: DocumentFormat): 'page' | 'slide' {
  return format === 'pptx' ? 'slide' : 'page';
}
