import { randomUUID } from 'node:crypto';
import { Meilisearch, type SearchParams } from 'meilisearch';
import { embedQuestion } from '@/lib/ai/embedding/embed-question';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import { startScratchServer } from '@/lib/retrieval/keyword/meilisearch/scratch-server';
import { passageVectors } from '@/lib/retrieval/vector-tables';

/** Milliseconds that one batch may take to be indexed. */
const patience = 600_000;
const batchSize = 1_000;

/** What is compared: Meilisearch as it comes, by words and with the same vectors at its default ratio. */
export const ownSearches = ['own keyword', 'own hybrid'] as const;
export type OwnSearch = (typeof ownSearches)[number];

/** A server that is there already; one is started where there is none. */
export type ServerAddress = { url?: string; apiKey?: string };

/**
 * Asks Meilisearch's own search the same questions over the same passages and vectors. For comparison only: no part of
 * the portal works like this. Returns the documents found for each question, best first.
 */
export async function compareOwnSearch(viewer: Viewer, questions: string[], depth: number, address: ServerAddress): Promise<Record<OwnSearch, string[][]>> {
  const server = await startScratchServer(address);
  if (!server) throw new Error('There is no Meilisearch to compare with: set MEILISEARCH_URL, or put the program "meilisearch" on the PATH.');
  const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
  const name = `footnote-compare-${randomUUID().slice(0, 8)}`;
  try {
    await fill(client, name, viewer.teamId);
    const found: Record<OwnSearch, string[][]> = { 'own keyword': [], 'own hybrid': [] };
    const index = client.index<{ document: string }>(name);
    for (const question of questions) {
      const { vector } = await embedQuestion(viewer, question);
      const parameters: Record<OwnSearch, SearchParams> = {
        'own keyword': { limit: depth, attributesToRetrieve: ['document'] },
        'own hybrid': { limit: depth, attributesToRetrieve: ['document'], hybrid: { embedder: 'same', semanticRatio: 0.5 }, vector: [...vector] },
      };
      for (const search of ownSearches) {
        const { hits } = await index.search(question, parameters[search]);
        found[search].push(hits.map((hit) => hit.document));
      }
    }
    return found;
  } finally {
    await client.deleteIndexIfExists(name);
    await server.stop();
  }
}

async function fill(client: Meilisearch, name: string, teamId: string): Promise<void> {
  const index = client.index(name);
  const settled = async (enqueued: { waitTask(options: { timeout: number }): Promise<{ status: string; error: unknown }> }) => {
    const { status, error } = await enqueued.waitTask({ timeout: patience });
    if (status !== 'succeeded') throw new Error(`Meilisearch did not take what is compared: ${JSON.stringify(error)}`);
  };
  await settled(client.createIndex(name, { primaryKey: 'id' }));
  await settled(index.updateSettings({ searchableAttributes: ['context', 'text'], embedders: { same: { source: 'userProvided', dimensions: builtInSpace.dimensions } } }));
  for (let last = ''; ; ) {
    const { rows } = await pool().query<{ id: string; document: string; context: string; text: string; vector: string }>(
      `SELECT id, passage.document_id AS document, context, text, embedding::text AS vector
       FROM passage JOIN ${passageVectors(builtInSpace)} ON passage_id = id
       WHERE passage.team_id = $1 AND id > $2 ORDER BY id LIMIT ${batchSize}`,
      [teamId, last],
    );
    const end = rows.at(-1);
    if (!end) return;
    await settled(index.addDocuments(rows.map(({ vector, ...row }) => ({ ...row, _vectors: { same: JSON.parse(vector) as number[] } }))));
    last = end.id;
  }
}
