import type { Meilisearch } from 'meilisearch';
import { pool } from '@/lib/db/client';
import { teamFilter } from './filters';
import { queuedAmong, queueRepairs } from './outbox';
import { isSearched, type PassageDocument, printOf, sourcePrint } from './passage-document';
import { codeOf, indexName } from './server';
import { changeSyncState } from './sync-state';
import { succeeded, type Wait } from './tasks';

/** Passages, documents and teams that are compared at a time. */
const pageSize = { passages: 1_000, documents: 2_000, teams: 100 };

/** Anything may stand in an index that others can write to. */
type Indexed = Partial<PassageDocument> & { id: string | number };
type Stored = Pick<PassageDocument, 'id' | 'team' | 'collection' | 'document' | 'source'>;

/**
 * Compares the index with PostgreSQL, passage by passage. What PostgreSQL does not know is removed; every other document
 * for which they differ is queued: passages that are missing, that are not as they were written, or that have changed
 * since, as after a restored backup of either. Returns how many documents that were.
 */
export async function compareIndex(client: Meilisearch, wait: Wait): Promise<number> {
  const counts = new Map<string, number>();
  const differing = new Map<string, string>();
  const foreign = new Map<Indexed['id'], string>();
  for await (const page of indexedPassages(client)) {
    const stored = await storedAmong(page.map((passage) => String(passage.id)));
    for (const passage of page) {
      const other = stored.get(String(passage.id));
      if (!other) foreign.set(passage.id, String(passage.document));
      else {
        counts.set(other.document, (counts.get(other.document) ?? 0) + 1);
        if (!isSame(passage, other)) differing.set(other.document, other.team);
      }
    }
  }
  for await (const { document, team, passages } of storedCounts()) {
    if ((counts.get(document) ?? 0) !== passages) differing.set(document, team);
  }
  const removed = await removeForeign(client, foreign, wait);
  // What waits to be written differs for a good reason.
  const queued = await queuedAmong([...differing.keys()]);
  const repairs = [...differing].filter(([documentId]) => !queued.has(documentId)).map(([documentId, teamId]) => ({ documentId, teamId }));
  if (repairs.length > 0) await queueRepairs(repairs);
  const repaired = new Set([...removed, ...repairs.map(({ documentId }) => documentId)]).size;
  await changeSyncState({ comparedAt: new Date().toISOString(), repaired });
  return repaired;
}

function isSame(passage: Indexed, stored: Stored): boolean {
  const isPlaced = stored.document === passage.document && stored.team === passage.team && stored.collection === passage.collection;
  return isPlaced && stored.source === passage.source && printOf(passage as Partial<PassageDocument>) === passage.print;
}

/**
 * By their ids, since nothing else of them need be as we write it. The passages of a document that waits are left to its
 * writing. Returns the documents that they say they belong to.
 */
async function removeForeign(client: Meilisearch, foreign: Map<Indexed['id'], string>, wait: Wait): Promise<Set<string>> {
  const index = client.index(await indexName());
  const removed = new Set<string>();
  const all = [...foreign.keys()];
  for (let first = 0; first < all.length; first += pageSize.passages) {
    const ids = all.slice(first, first + pageSize.passages);
    await wait.onWait?.();
    const [known, queued] = [await storedAmong(ids.map(String)), await queuedAmong(ids.map((id) => foreign.get(id) ?? ''))];
    const gone = ids.filter((id) => !known.has(String(id)) && !queued.has(foreign.get(id) ?? ''));
    if (gone.length > 0) await succeeded(client, index.deleteDocuments(gone), wait);
    for (const id of gone) removed.add(foreign.get(id) ?? '');
  }
  return removed;
}

/**
 * Whether the index holds as many passages as it should, altogether and of each team: a quick look, which also notices an
 * index that was lost.
 */
export async function isCountRight(client: Meilisearch): Promise<boolean> {
  const { rows } = await pool().query<{ team: string; stored: number }>(
    `SELECT team_id AS team, sum(passage_count)::int AS stored FROM document WHERE ${isSearched} AND passage_count > 0 GROUP BY team_id`,
  );
  const waiting = await pool().query('SELECT 1 FROM keyword_outbox LIMIT 1');
  if (waiting.rowCount !== 0) return true;
  const index = await indexName();
  try {
    const { numberOfDocuments } = await client.index(index).getStats();
    if (numberOfDocuments !== rows.reduce((sum, { stored }) => sum + stored, 0)) return false;
    for (let first = 0; first < rows.length; first += pageSize.teams) {
      const teams = rows.slice(first, first + pageSize.teams);
      const { results } = await client.multiSearch({ queries: teams.map(({ team }) => ({ indexUid: index, filter: teamFilter(team), limit: 0 })) });
      if (teams.some(({ stored }, i) => results[i]?.estimatedTotalHits !== stored)) return false;
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'index_not_found') return false;
    throw error;
  }
}

async function* indexedPassages(client: Meilisearch): AsyncGenerator<Indexed[]> {
  const index = client.index<Indexed>(await indexName());
  for (let offset = 0; ; offset += pageSize.passages) {
    const { results } = await index.getDocuments({ limit: pageSize.passages, offset });
    if (results.length > 0) yield results;
    if (results.length < pageSize.passages) return;
  }
}

async function storedAmong(ids: string[]): Promise<Map<string, Stored>> {
  const { rows } = await pool().query<Stored>(
    `SELECT passage.id, passage.team_id AS team, passage.collection_id AS collection, passage.document_id AS document, ${sourcePrint}
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
