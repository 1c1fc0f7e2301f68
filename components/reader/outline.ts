import type { ReadableVersion } from '@/lib/documents/read-version';
import type { Span } from '@/lib/ingest/parse/parsed-document';

/** A heading of the document: `depth` 0 for the highest level that occurs. */
export type OutlineEntry = Span & { title: string; depth: number; page?: number };

/** The headings in reading order; empty where the document has none. Levels that never occur leave no gap. */
export function outlineOf({ text, blocks }: Pick<ReadableVersion, 'text' | 'blocks'>): OutlineEntry[] {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const levels = [...new Set(headings.map((heading) => heading.level))].sort((a, b) => a - b);
  return headings.flatMap(({ start, end, level, page }) => {
    const title = text.slice(start, end).replace(/\s+/gu, ' ').trim();
    return title === '' ? [] : [{ start, end, title, depth: levels.indexOf(level), ...(page !== undefined && { page }) }];
  });
}
