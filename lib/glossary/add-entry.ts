import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { type EntryInput, mostEntries } from './entry-input';
import { columnsOf, uniqueTerm } from './stored-entry';

/** Throws `conflict:term` when the team has an entry for this term, `too_large:glossary` when the glossary is full. */
export async function addEntry(viewer: Viewer, input: EntryInput): Promise<{ id: string }> {
  requireRole(viewer, 'admin');
  const columns = columnsOf(input);
  return uniqueTerm(input.term, () =>
    db().$transaction(async (tx) => {
      if ((await tx.glossaryEntry.count({ where: { teamId: viewer.teamId } })) >= mostEntries) throw glossaryFull();
      const { id } = await tx.glossaryEntry.create({ data: { ...columns, teamId: viewer.teamId }, select: { id: true } });
      await recordEvent(tx, viewer, { action: 'glossary.add', target: { type: 'glossary-entry', id }, detail: { term: columns.term, synonyms: columns.synonyms } });
      return { id };
    }),
  );
}

export function glossaryFull(): AppError {
  return new AppError('too_large:glossary', `The glossary is full: it holds at most ${mostEntries.toLocaleString('en')} terms.`);
}
