import { randomUUID } from 'node:crypto';
import { db, pool } from '@/lib/db/client';
import { storeSentences } from '@/lib/retrieval/passage-store';
import type { BenchPassage } from './bench-material';
import { type ScratchTeam, storeEntries } from './store-entries';

/** Passages of one document, and whose they are to be. */
export type BenchWriting = { team: ScratchTeam; passages: BenchPassage[] };

/** Stores passages with the vectors of their sentences as one document. */
export async function storeBenchDocument({ team, passages }: BenchWriting): Promise<void> {
  const documentId = randomUUID();
  await storeEntries(team, [{ documentId, name: `document ${documentId}`, fileName: documentId, passages }]);
  const stored = await pool().query<{ id: string; ordinal: number }>('SELECT id, ordinal FROM passage WHERE document_id = $1', [documentId]);
  const sentences = new Map(
    stored.rows.map((row) => {
      const { start = 0, end = 0, sentences: vectors = [] } = passages[row.ordinal] ?? {};
      return [row.id, vectors.map((embedding, i) => ({ start: start + i, end, embedding }))];
    }),
  );
  await storeSentences(db(), sentences);
}
