import { readFile } from 'node:fs/promises';
import { LiteParse } from '@llamaindex/liteparse';
import { parseFile } from '@/lib/ingest/parse/parse';

/** Something that reads a PDF into text. */
export type Extractor = { name: string; extract(file: string): Promise<string> };

/** Footnote's own parser, as the worker uses it, and two others that are used as their documentation shows. */
export const extractors: Extractor[] = [
  {
    name: 'footnote',
    extract: async (file) => (await parseFile({ path: file, name: file, format: 'pdf', timeLimit: 600_000 })).text,
  },
  {
    name: 'liteparse',
    extract: async (file) => (await new LiteParse({ ocrEnabled: false, quiet: true, outputFormat: 'text' }).parse(await readFile(file))).text,
  },
  {
    // pdf.js, in the order of the file.
    name: 'unpdf',
    extract: async (file) => {
      const { extractText } = await import('unpdf');
      return (await extractText(new Uint8Array(await readFile(file)), { mergePages: true })).text;
    },
  },
];
