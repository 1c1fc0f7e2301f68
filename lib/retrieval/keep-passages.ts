import type { EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import { pool, type Transaction } from '@/lib/db/client';
import type { NewPassage, PassageOwner } from './passage-store';
import { everySpace, passageVectors, sentenceVectors } from './vector-tables';

/** What has to be the same for a passage to be the same to every search: what is searched, and what is quoted from it. */
type Words = Pick<NewPassage, 'context' | 'text' | 'original'>;
type Kept = Words & { id: string; versionId: string; start: number; ordinal: number; part: number };

/** Rows per statement: large enough to be fast, small enough for the embedded database's memory. */
const batchSize = 200;

function keyOf({ context, text, original }: Words): string {
  return [context, text, original ?? ''].join('\0');
}

/**
 * Which of these passages need no embedding, because the document has one of the same words that has its vector in the
 * space; a passage that is there once serves one of several equal ones. `leaving` are the ids of those whose words are
 * not among the new ones.
 */
export async function withVectors<T extends Words>(documentId: string, space: EmbeddingSpace, passages: T[]): Promise<{ known: Set<T>; leaving: string[] }> {
  const stored = new Map<string, string[]>();
  for (let after = ''; ; ) {
    const { rows } = await pool().query<Words & { id: string }>(
      `SELECT p.id, context, text, original FROM passage p JOIN ${passageVectors(space)} v ON v.passage_id = p.id
       WHERE p.document_id = $1 AND p.id > $2 ORDER BY p.id LIMIT 1000`,
      [documentId, after],
    );
    for (const row of rows) stored.set(keyOf(row), [...(stored.get(keyOf(row)) ?? []), row.id]);
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  const known = new Set(passages.filter((passage) => stored.get(keyOf(passage))?.pop() !== undefined));
  return { known, leaving: [...stored.values()].flat() };
}

/**
 * Takes away those passages of a document (of some of it, by id, or of all) whose words are not among the new ones, and
 * moves the others to their new place, where it is another. Vectors and sentences stay with their passages: nothing is embedded again. Returns the ids
 * of those that stayed, by the new passage that each of them is now.
 */
export async function keepPassages(tx: Transaction, owner: PassageOwner, passages: NewPassage[], instead?: string[]): Promise<Map<NewPassage, string>> {
  const { documentId } = owner;
  const present = await tx.$queryRawUnsafe<Kept[]>(
    `SELECT id, version_id AS "versionId", context, text, original, start, ordinal, part FROM passage
     WHERE document_id = $1 AND ($2::text[] IS NULL OR id = ANY($2)) ORDER BY ordinal, part`,
    documentId,
    instead ?? null,
  );
  const byWords = Map.groupBy(present, keyOf);
  const kept = new Map<NewPassage, Kept>();
  for (const passage of passages) {
    const same = byWords.get(keyOf(passage))?.shift();
    if (same) kept.set(passage, same);
  }
  const staying = new Set([...kept.values()].map(({ id }) => id));
  const leaving = present.flatMap(({ id }) => (staying.has(id) ? [] : [id]));
  if (leaving.length > 0) await tx.$executeRawUnsafe('DELETE FROM passage WHERE id = ANY($1::text[])', leaving);
  await makeRoom(tx, owner, kept);
  await moveRows(tx, owner, [...kept]);
  await moveSentences(tx, [...kept].flatMap(([passage, { id, start }]) => (passage.start === start ? [] : [{ id, by: passage.start - start }])));
  return new Map([...kept].map(([passage, { id }]) => [passage, id]));
}

/** Passages of one version that change places would meet on the way: they leave theirs first. */
async function makeRoom(tx: Transaction, { versionId }: PassageOwner, kept: Map<NewPassage, Kept>): Promise<void> {
  const moving = [...kept].flatMap(([passage, row]) =>
    row.versionId === versionId && (row.ordinal !== passage.ordinal || row.part !== (passage.part ?? 0)) ? [row.id] : [],
  );
  if (moving.length > 0) await tx.$executeRawUnsafe('UPDATE passage SET ordinal = -1 - ordinal WHERE id = ANY($1::text[])', moving);
}

async function moveRows(tx: Transaction, { versionId }: PassageOwner, kept: [NewPassage, Kept][]): Promise<void> {
  for (let first = 0; first < kept.length; first += batchSize) {
    const batch = kept.slice(first, first + batchSize);
    // A row that is as it should be is left alone: writing it anew would cost an entry in every index.
    await tx.$executeRawUnsafe(
      `UPDATE passage SET version_id = $1, ordinal = new.ordinal, part = new.part, start = new.start, "end" = new."end",
         edit_id = new.edit_id, heading = new.heading, page = new.page, tokens = new.tokens
       FROM unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::text[], $8::text[], $9::int[], $10::int[])
         AS new (id, ordinal, part, start, "end", edit_id, heading, page, tokens)
       WHERE passage.id = new.id AND
         (passage.version_id, passage.ordinal, passage.part, passage.start, passage."end", passage.edit_id, passage.heading, passage.page, passage.tokens)
         IS DISTINCT FROM ($1, new.ordinal, new.part, new.start, new."end", new.edit_id, new.heading, new.page, new.tokens)`,
      versionId,
      batch.map(([, { id }]) => id),
      batch.map(([{ ordinal }]) => ordinal),
      batch.map(([{ part }]) => part ?? 0),
      batch.map(([{ start }]) => start),
      batch.map(([{ end }]) => end),
      batch.map(([{ editId }]) => editId ?? null),
      batch.map(([{ heading }]) => heading ?? null),
      batch.map(([{ page }]) => page ?? null),
      batch.map(([{ tokens }]) => tokens),
    );
  }
}

/** Lets the sentences of passages follow them, by so many characters each. */
async function moveSentences(tx: Transaction, moved: { id: string; by: number }[]): Promise<void> {
  if (moved.length === 0) return;
  for (const space of await everySpace(tx)) {
    const table = sentenceVectors(space);
    for (let first = 0; first < moved.length; first += batchSize) {
      const batch = moved.slice(first, first + batchSize);
      const ids = batch.map(({ id }) => id);
      // By way of places that none of them has: on the direct one a sentence may meet its neighbour.
      await tx.$executeRawUnsafe(
        `UPDATE ${table} SET start = -1 - (start + new.by), "end" = "end" + new.by
         FROM unnest($1::text[], $2::int[]) AS new (id, by) WHERE passage_id = new.id`,
        ids,
        batch.map(({ by }) => by),
      );
      await tx.$executeRawUnsafe(`UPDATE ${table} SET start = -1 - start WHERE passage_id = ANY($1::text[]) AND start < 0`, ids);
    }
  }
}
