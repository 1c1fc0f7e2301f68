import type { Meilisearch } from 'meilisearch';
import { pool } from '@/lib/db/client';
import { queuedAmong, queueRepairs } from './outbox';
import { isSearched, type PassageDocument } from './passage-document';
import { codeOf, indexName } from './server';
import { changeSyncState } from './sync-state';

/** Passages and documents that are compared at a time. */
const pageSize = { passages: 1_000, documents: 2_000 };

type Indexed = Pick<PassageDocument, 'id' | 'team' | 'collection' | 'document'>;

/**
 * Compares the index with PostgreSQL, passage by passage, and queues every document for which they differ: passages
 * that are missing, left over, or in another collection. Returns how many documents that were.
 */
export async function compareIndex(client: Meilisearch): Promise<number> {
  const counts = new Map<string, number>();
  const differing = new Map<string, string>();
  for await (const page of indexedPassages(client)) {
    const stored = await storedAmong(page.map((passage) => passage.id));
    for (const passage of page) {
      counts.set(passage.document, (counts.get(passage.document) ?? 0) + 1);
      const other = stored.get(passage.id);
      const isSame = other?.document === passage.document && other.team === passage.team && other.collection === passage.collection;
      if (!isSame) differing.set(passage.document, passage.team);
    }
  }
  for await (const { document, team, passages } of storedCounts()) {
    if ((counts.get(document) ?? 0) !== passages) differing.set(document, team);
  }
  // What waits to be written differs for a good reason.
  const queued = await queuedAmong([...differing.keys()]);
  const repairs = [...differing].filter(([documentId]) => !queued.has(documentId)).map(([documentId, teamId]) => ({ documentId, teamId }));
  if (repairs.length > 0) await queueRepairs(repairs);
  await changeSyncState({ comparedAt: new Date().toISOString(), repaired: repairs.length });
  return repairs.length;
}

/** Whether the index holds as many passages as it should: a quick look, which also notices an index that was lost. */
export async function isCountRight(client: Meilisearch): Promise<boolean> {
  const { rows } = await pool().query<{ stored: number; waiting: boolean }>(
    `SELECT (SELECT coalesce(sum(passage_count), 0) FROM document WHERE ${isSearched})::int AS stored, EXISTS (SELECT 1 FROM keyword_outbox) AS waiting`,
  );
  const [{ stored, waiting } = { stored: 0, waiting: false }] = rows;
  try {
    const { numberOfDocuments } = await client.index(await indexName()).getStats();
    return waiting || numberOfDocuments === stored;
  } catch (error) {
    if (codeOf(error) === 'index_not_found') return false;
    throw error;
  }
}

async function* indexedPassages(client: Meilisearch): AsyncGenerator<Indexed[]> {
  const index = client.index<Indexed>(await indexName());
  for (let offset = 0; ; offset += pageSize.passages) {
    const { results } = await index.getDocuments({ fields: ['id', 'team', 'collection', 'document'], limit: pageSize.passages, offset });
    if (results.length > 0) yield results;
    if (results.length < pageSize.passages) return;
  }
}

async function storedAmong(ids: string[]): Promise<Map<string, Indexed>> {
  const { rows } = await pool().query<Indexed>(
    `SELECT passage.id, passage.team_id AS team, passage.collection_id AS collection, passage.document_id AS document
     FROM passage JOIN document ON document.id = passage.document_id
     WHERE passage.id = ANY($1) AND ${isSearched}`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function* storedCounts(): AsyncGenerator<{ document: string; team: string; passages: number }> {
  for (let last = ''; ; ) {
    const { rows } = await pool().query<{ document: string; team: string; passages: number }>(
      `SELECT id AS document, team_id AS team, (SELECT count(*)::int FROM passage WHERE document_id = document.id) AS passages
       FROM document WHERE id > $1 AND ${isSearched} ORDER BY id LIMIT ${pageSize.documents}`,
      [last],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.document;
  }
}
