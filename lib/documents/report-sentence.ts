// Client-safe.
import type { ParseReport } from '@/lib/ingest/parse/parsed-document';

const count = (number: number, noun: string) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** What reading the file yielded, in one honest sentence: "11 of 12 pages read, 3 tables, 1 image skipped." */
export function reportSentence(report: ParseReport): string {
  const parts: string[] = [];
  if (report.pages === undefined) parts.push(`${count(report.characters, 'character')} read`);
  else parts.push(`${(report.pages - report.pagesWithoutText.length).toLocaleString('en')} of ${count(report.pages, 'page')} read`);
  if (report.tables > 0) parts.push(count(report.tables, 'table'));
  if (report.imagesSkipped > 0) parts.push(`${count(report.imagesSkipped, 'image')} skipped`);
  const without = report.pagesWithoutText;
  const missing =
    without.length === 0
      ? ''
      : ` No text was found on ${without.length === 1 ? 'page' : 'pages'} ${without.slice(0, 10).join(', ')}${without.length > 10 ? ` and ${without.length - 10} more` : ''}: ${without.length === 1 ? 'it is' : 'they are'} probably scanned.`;
  return `${parts.join(', ')}.${missing}`;
}
