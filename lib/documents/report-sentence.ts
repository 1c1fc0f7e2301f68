// Client-safe.
import type { ParseReport } from '@/lib/ingest/parse/parsed-document';

const count = (number: number, noun: string) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** What reading the file yielded, in one honest sentence: "11 of 12 pages read, 3 tables, 1 image skipped." What is missing is said by missingParts. */
export function reportSentence(report: ParseReport): string {
  const parts: string[] = [];
  if (report.pages === undefined) parts.push(`${count(report.characters, 'character')} read`);
  else parts.push(`${(report.pages - report.pagesWithoutText.length).toLocaleString('en')} of ${count(report.pages, 'page')} read`);
  if (report.tables > 0) parts.push(count(report.tables, 'table'));
  if (report.imagesSkipped > 0) parts.push(`${count(report.imagesSkipped, 'image')} skipped`);
  return `${parts.join(', ')}.`;
}
