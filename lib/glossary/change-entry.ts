import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import type { EntryInput } from './entry-input';
import { columnsOf, uniqueTerm } from './stored-entry';

/** Throws `not_found:entry`, `conflict:term`. */
export async function changeEntry(viewer: Viewer, entryId: string, input: EntryInput): Promise<void> {
  requireRole(viewer, 'admin');
  const columns = columnsOf(input);
  await uniqueTerm(input.term, () =>
    db().$transaction(async (tx) => {
      const before = await tx.glossaryEntry.findFirst({ where: { id: entryId, teamId: viewer.teamId }, select: { term: true, synonyms: true } });
      if (!before) throw notFound('entry');
      await tx.glossaryEntry.update({ where: { id: entryId }, data: columns });
      const after = { term: columns.term, synonyms: columns.synonyms };
      await recordEvent(tx, viewer, { action: 'glossary.change', target: { type: 'glossary-entry', id: entryId }, detail: { before, after } });
    }),
  );
}
