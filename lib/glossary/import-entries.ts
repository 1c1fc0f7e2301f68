import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { sentenceOf } from '@/lib/errors/error-response';
import { glossaryFull } from './add-entry';
import { entryInput, mostEntries } from './entry-input';
import { columnsOf } from './stored-entry';

const rows = z.array(z.object({ term: z.string(), synonyms: z.string(), note: z.string().optional() }));

/**
 * Takes over a table as `exportEntries` writes it: new terms are added, known ones changed, none removed. All of it or,
 * when a row cannot be read, nothing: throws `bad_request:csv` naming the row, `too_large:glossary`. For admins.
 */
export async function importEntries(viewer: Viewer, csv: string): Promise<{ added: number; changed: number }> {
  requireRole(viewer, 'admin');
  const entries = readTable(csv);
  return db().$transaction(
    async (tx) => {
      const { teamId } = viewer;
      const found = await tx.glossaryEntry.findMany({ where: { teamId }, select: { id: true, termKey: true } });
      const known = new Map(found.map((entry) => [entry.termKey, entry.id]));
      const fresh = [...entries.values()].filter((entry) => !known.has(entry.termKey));
      if (known.size + fresh.length > mostEntries) throw glossaryFull();
      await tx.glossaryEntry.createMany({ data: fresh.map((entry) => ({ ...entry, teamId })) });
      for (const entry of entries.values()) {
        const id = known.get(entry.termKey);
        if (id) await tx.glossaryEntry.update({ where: { id }, data: entry });
      }
      const counts = { added: fresh.length, changed: entries.size - fresh.length };
      await recordEvent(tx, viewer, { action: 'glossary.import', target: { type: 'glossary', id: teamId }, detail: counts });
      return counts;
    },
    { timeout: 30_000 },
  );
}

/** Entries by term; of two rows with one term the later one counts. */
function readTable(csv: string): Map<string, ReturnType<typeof columnsOf>> {
  const entries = new Map<string, ReturnType<typeof columnsOf>>();
  for (const [index, row] of records(csv).entries()) {
    const read = entryInput.safeParse({ term: plain(row.term), synonyms: row.synonyms.split(';').map(plain).filter(Boolean), note: plain(row.note ?? '') });
    // The first row holds the names of the columns.
    const inRow = (sentence: string) => new AppError('bad_request:csv', `Row ${index + 2}: ${sentence}`);
    if (!read.success) throw inRow(sentenceOf(read.error));
    try {
      const columns = columnsOf(read.data);
      entries.set(columns.termKey, columns);
    } catch (error) {
      throw error instanceof AppError ? inRow(error.message) : error;
    }
  }
  if (entries.size === 0) throw new AppError('bad_request:csv', 'There is no term in this file.');
  return entries;
}

function records(csv: string): z.infer<typeof rows> {
  let table: unknown;
  try {
    table = parse(csv, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: delimiterOf(csv),
      skip_empty_lines: true,
      relax_column_count: true,
      to: mostEntries + 1,
    });
  } catch (cause) {
    throw new AppError('bad_request:csv', 'This file is not a table in CSV format.', { cause });
  }
  const read = rows.safeParse(table);
  if (!read.success) throw new AppError('bad_request:csv', 'The first row of the file must name the columns: term, synonyms, note.');
  return read.data;
}

/** Spreadsheets write commas, semicolons or tabs; the row of names shows which. */
function delimiterOf(csv: string): string {
  const [names = ''] = csv.split('\n', 1);
  return [',', ';', '\t'].find((mark) => names.includes(mark)) ?? ',';
}

/** Without the apostrophe that an export puts before what looks like a formula. */
function plain(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '');
}
