import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Citation } from '@/lib/db/generated/client';
import { accessibleCollections } from '@/lib/retrieval/reach';
import type { MessageCitation } from '../chat-message';
import { redactText } from '../redact-text';
import { type Source, toMessageCitation } from '../message-citation';

/** What stands in place of a source that the reader may not see. */
export const withheldName = 'A source you cannot see';

/** What of somebody else's answer a reader may see, by the documents that it rests on. */
export type SourceSight = {
  /** The citation as this reader may see it. */
  citation(row: Source): MessageCitation;
  /** The answer without the sentences whose source this reader may not see, or that is gone. */
  text(text: string, citations: Citation[]): string;
  /** Whether the reader may see the document. */
  sees(documentId: string): boolean;
};

/** Asks once for all of these documents, with the rights of the reader and as things are now. */
export async function sightOf(viewer: Viewer, documentIds: string[]): Promise<SourceSight> {
  const rows = await db().document.findMany({
    where: { id: { in: [...new Set(documentIds)] }, teamId: viewer.teamId, collectionId: { in: await accessibleCollections(viewer) } },
    select: { id: true, deletedAt: true },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  /** Deleted now, also where the words have not been taken out of the message yet. */
  const deletedAt = (row: Source) => row.sourceDeletedAt ?? known.get(row.documentId)?.deletedAt ?? undefined;
  const isWithheld = (row: Source) => !deletedAt(row) && !known.has(row.documentId);

  return {
    sees: (documentId) => known.get(documentId)?.deletedAt === null,
    citation(row) {
      const { id, number } = row;
      if (isWithheld(row)) return { id, number, documentId: '', versionId: '', documentName: withheldName, start: 0, end: 0, quote: '', withheld: true };
      const gone = deletedAt(row);
      return toMessageCitation(gone ? { ...row, quote: '', heading: null, sourceDeletedAt: gone } : row);
    },
    text(text, citations) {
      const withheld = redactText(text, citations.filter(isWithheld), '(from a source you cannot see)');
      return redactText(withheld, citations.filter((row) => !row.sourceDeletedAt && deletedAt(row)), '(the source is no longer available)');
    },
  };
}
