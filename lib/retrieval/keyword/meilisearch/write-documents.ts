import type { Meilisearch } from 'meilisearch';
import { leftOverFilter } from './filters';
import { nextWriting } from './outbox';
import { type PassageDocument, readPassageDocuments } from './passage-document';
import { succeeded, type Wait } from './tasks';

/** Passages per task: about 5 MB. */
const batchSize = 2_000;

/**
 * Makes the passages of these documents in each of the indexes what they are in PostgreSQL now; documents that are
 * deleted or unknown lose theirs. First the new ones are written, then older ones removed, each waited for.
 */
export async function writeDocuments(client: Meilisearch, indexes: string[], documentIds: string[], wait: Wait): Promise<void> {
  const written = await nextWriting();
  let batch: PassageDocument[] = [];
  const send = async () => {
    for (const index of batch.length > 0 ? indexes : []) await succeeded(client, client.index(index).addDocuments(batch), wait);
    batch = [];
  };
  for await (const page of readPassageDocuments(documentIds, written)) {
    batch.push(...page);
    if (batch.length >= batchSize) await send();
  }
  await send();
  const filter = leftOverFilter(documentIds, written);
  for (const index of indexes) {
    // Most documents are new; looking is much cheaper than a task.
    const { total } = await client.index(index).getDocuments({ filter, fields: ['id'], limit: 1 });
    if (total > 0) await succeeded(client, client.index(index).deleteDocuments({ filter }), wait);
  }
}
