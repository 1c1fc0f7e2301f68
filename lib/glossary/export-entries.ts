import { stringify } from 'csv-stringify/sync';
import type { Viewer } from '@/lib/auth/viewer';
import { listEntries } from './list-entries';

/**
 * The glossary as CSV in UTF-8 with a byte order mark, so that spreadsheets read it: term, synonyms with semicolons
 * between, note. Cells that begin like a formula get an apostrophe in front. For admins.
 */
export async function exportEntries(viewer: Viewer): Promise<string> {
  const entries = await listEntries(viewer);
  return stringify(
    entries.map(({ term, synonyms, note }) => ({ term, synonyms: synonyms.join('; '), note: note ?? '' })),
    { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows', columns: ['term', 'synonyms', 'note'] },
  );
}
