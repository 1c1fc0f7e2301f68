import { AppError } from '@/lib/errors/app-error';
import type { PdfOptions } from './parse-pdf';
import type { DocumentFormat, ParsedDocument } from './parsed-document';

/** Parses a file in this process, without limits of time and memory: `parseFile` is the door for everyone else. */
export async function parseContent(path: string, format: DocumentFormat, softLimit: number, options: Omit<PdfOptions, 'softLimit'> = {}): Promise<ParsedDocument> {
  const document = await parserOf(format, options).then((parser) => parser(path, softLimit));
  if (document.text === '' && document.report.imagesSkipped > 0) {
    const why = format === 'pdf' || format === 'image' ? 'and none could be recognised in its pictures.' : 'only pictures. Save it as a PDF and upload that: words in its pictures are recognised.';
    throw new AppError('unsupported:no_text', `There is no text in this file, ${why}`);
  }
  if (document.text === '') throw new AppError('unsupported:empty', 'This file is empty: there is no text in it.');
  return document;
}

type Parser = (path: string, softLimit: number) => Promise<ParsedDocument>;

/** Each parser is loaded only where it is needed: most child processes read one file and end. */
async function parserOf(format: DocumentFormat, options: Omit<PdfOptions, 'softLimit'>): Promise<Parser> {
  switch (format) {
    case 'pdf': {
      const { parsePdf } = await import('./parse-pdf');
      return (path, softLimit) => parsePdf(path, { ...options, softLimit });
    }
    case 'image': {
      const { parseImage } = await import('./parse-image');
      return (path) => parseImage(path, options.recogniser);
    }
    case 'markdown':
      return (await import('./parse-markdown')).parseMarkdown;
    case 'html':
      return (await import('./parse-html')).parseHtml;
    case 'text':
      return (await import('./parse-text')).parseText;
    case 'csv':
      return (await import('./parse-csv')).parseCsv;
    case 'json':
      return (await import('./parse-json')).parseJson;
    case 'yaml':
      return (await import('./parse-yaml')).parseYaml;
    case 'toml':
      return (await import('./parse-toml')).parseToml;
    case 'eml':
      return (await import('./parse-eml')).parseEml;
    case 'msg':
      return (await import('./parse-msg')).parseMsg;
    case 'docx':
      return (await import('./parse-docx')).parseDocx;
    case 'xlsx':
      return (await import('./parse-xlsx')).parseXlsx;
    case 'pptx':
      return (await import('./parse-pptx')).parsePptx;
    case 'odt':
      return (await import('./parse-odt')).parseOdt;
    case 'odp':
      return (await import('./parse-odp')).parseOdp;
    case 'ods':
      return (await import('./parse-ods')).parseOds;
    case 'rtf':
      return (await import('./parse-rtf')).parseRtf;
    case 'epub':
      return (await import('./parse-epub')).parseEpub;
  }
}
