import type { EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import type { Transaction } from '@/lib/db/client';
import { shinglesOf } from './exact/shingles';
import { passagesChanged, storePassageVectors } from './passage-store';
import { everySpace, passageVectors } from './vector-tables';

/** What a passage shall be searched by. `original` are its words in the document where that is something else; they are quoted. */
export type SearchedText = { text: string; original?: string };

export type SearchedTextChange = { id: string; context: string; before: SearchedText; after: SearchedText; embedding?: Float32Array };

/**
 * Has passages of one document searched by other texts; what is quoted, their place and their sentences stay. A passage
 * that is meanwhile another one, or that a person has changed, is passed over. Vectors of other spaces than the given one
 * are made anew later, as is one that is not brought along.
 */
export async function changeSearchedText(
  tx: Transaction,
  { teamId, documentId, space }: { teamId: string; documentId: string; space?: EmbeddingSpace },
  changes: SearchedTextChange[],
): Promise<void> {
  const changed = await tx.$queryRawUnsafe<{ id: string }[]>(
    `UPDATE passage SET text = new.text, original = new.original, shingles = new.shingles::int[]
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) AS new (id, was, was_original, text, original, shingles)
     WHERE team_id = $1 AND document_id = $2 AND passage.id = new.id AND edit_id IS NULL
       AND passage.text = new.was AND passage.original IS NOT DISTINCT FROM new.was_original
     RETURNING passage.id`,
    teamId,
    documentId,
    changes.map(({ id }) => id),
    changes.map(({ before }) => before.text),
    changes.map(({ before }) => before.original ?? null),
    changes.map(({ after }) => after.text),
    changes.map(({ after }) => after.original ?? null),
    changes.map(({ context, after }) => `{${shinglesOf(teamId, [context, after.text]).join(',')}}`),
  );
  if (changed.length === 0) return;
  const ids = new Set(changed.map(({ id }) => id));
  for (const every of await everySpace(tx)) await tx.$executeRawUnsafe(`DELETE FROM ${passageVectors(every)} WHERE passage_id = ANY($1::text[])`, [...ids]);
  if (space) {
    const vectors = changes.flatMap(({ id, embedding }) => (embedding && ids.has(id) ? [[id, embedding] as const] : []));
    await storePassageVectors(tx, space, new Map(vectors));
  }
  await passagesChanged(tx, [documentId]);
}
