import { randomUUID } from 'node:crypto';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { detectLanguage } from '@/lib/retrieval/keyword/language';
import { type NewPassage, replacePassages } from '@/lib/retrieval/passage-store';

/** An entry as it is stored: one document and its passages. */
export type StoredEntry = { documentId: string; name: string; fileName: string; passages: NewPassage[] };

/** Whose entries are stored, and where. */
export type ScratchTeam = { viewer: Viewer; collectionId: string };

/** Stores entries as ready documents of a team through the passage store, in one transaction. */
export async function storeEntries(team: ScratchTeam, entries: StoredEntry[]): Promise<void> {
  const { viewer, collectionId } = team;
  const rows = entries.map((entry) => ({ ...entry, versionId: randomUUID() }));
  await db().$transaction(
    async (tx) => {
      await tx.document.createMany({
        data: rows.map(({ documentId, name, versionId, passages }) => ({
          id: documentId, teamId: viewer.teamId, collectionId, name, format: 'text', state: 'ready' as const, sizeBytes: 0,
          uploadedById: viewer.userId, currentVersionId: versionId, language: detectLanguage(passages.map((passage) => passage.text).join(' ')),
        })),
      });
      await tx.documentVersion.createMany({
        data: rows.map(({ documentId, fileName, versionId }) => ({
          id: versionId, documentId, teamId: viewer.teamId, number: 1, fileName, sha256: '', sizeBytes: 0, uploadedById: viewer.userId,
        })),
      });
      for (const { documentId, versionId, passages } of rows) {
        await replacePassages(tx, { teamId: viewer.teamId, collectionId, documentId, versionId, passages });
      }
    },
    { maxWait: 60_000, timeout: 600_000 },
  );
}
