import { stringify } from 'csv-stringify/sync';
import type { Viewer } from '@/lib/auth/viewer';
import { csvFormat } from '@/lib/csv/csv-format';
import { listEntries } from './list-entries';

/** The glossary as CSV: term, synonyms with semicolons between, note. For admins. */
export async function exportEntries(viewer: Viewer): Promise<string> {
  const entries = await listEntries(viewer);
  return stringify(
    entries.map(({ term, synonyms, note }) => ({ term, synonyms: synonyms.join('; '), note: note ?? '' })),
    { ...csvFormat, columns: ['term', 'synonyms', 'note'] },
  );
}
