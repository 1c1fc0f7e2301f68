// What people call the kinds of files in `type:…`. Client-safe.

/** As `document.format` holds it. */
export type DocumentFormat = 'pdf' | 'docx' | 'pptx' | 'xlsx' | 'odt' | 'odp' | 'ods' | 'rtf' | 'epub' | 'html' | 'markdown' | 'text' | 'csv' | 'json' | 'yaml' | 'toml' | 'eml' | 'msg' | 'image';

const names: Record<DocumentFormat, string> = {
  pdf: 'pdf',
  docx: 'docx doc word',
  pptx: 'pptx ppt powerpoint slides presentation',
  xlsx: 'xlsx xls excel spreadsheet sheet',
  odt: 'odt opendocument writer',
  odp: 'odp impress',
  ods: 'ods calc',
  rtf: 'rtf',
  epub: 'epub ebook book',
  html: 'html htm web webpage',
  markdown: 'markdown md',
  text: 'text txt plain',
  csv: 'csv tsv',
  json: 'json jsonl',
  yaml: 'yaml yml',
  toml: 'toml',
  eml: 'eml email mail',
  msg: 'msg outlook',
  image: 'image picture photo scan png jpg jpeg webp gif tif tiff',
};

const formatByName = new Map<string, DocumentFormat>(
  Object.entries(names).flatMap(([format, list]) => list.split(' ').map((name) => [name, format as DocumentFormat] as const)),
);

/** All names that `type:` takes. */
export const formatNames = [...formatByName.keys()];

/** The format that is called so, in any case and also in the plural ("PDFs", ".docx"). */
export function formatNamed(name: string): DocumentFormat | undefined {
  const plain = name.toLowerCase().replace(/^\./, '');
  return formatByName.get(plain) ?? formatByName.get(plain.replace(/s$/, ''));
}
