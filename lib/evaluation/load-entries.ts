import { randomUUID } from 'node:crypto';
import { embeddedText } from '@/lib/ingest/embedded-text';
import { fillWords } from '@/lib/retrieval/words/fill-words';
import type { Entry } from './beir-folder';
import { cutEntry } from './cut-entry';
import type { EmbeddingCache } from './embedding-cache';
import type { createScratchTeam } from './scratch-portal';
import { storeEntries, type StoredEntry } from './store-entries';

/** Entries that are stored in one transaction. */
const batchSize = 100;

/** Cuts, embeds and stores all entries; returns which document holds which entry. */
export async function loadEntries(
  entries: AsyncIterable<Entry>,
  team: Awaited<ReturnType<typeof createScratchTeam>>,
  cache: EmbeddingCache,
  progress: (message: string) => void,
): Promise<Map<string, string>> {
  const entryOf = new Map<string, string>();
  let batch: Entry[] = [];
  const flush = async () => {
    const stored = await embedEntries(batch, cache);
    for (const [i, entry] of batch.entries()) entryOf.set(stored[i]?.documentId ?? '', entry.id);
    await storeEntries(team, stored);
    batch = [];
    if (entryOf.size % 1_000 === 0) progress(`${entryOf.size} entries stored`);
  };
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length === batchSize) await flush();
  }
  await flush();
  progress(`${entryOf.size} entries stored`);
  // As in production, where the words of a question that no passage holds are compared with those of the documents.
  await fillWords();
  progress('words counted');
  return entryOf;
}

/** Entries as documents with the vectors of their passages. */
export async function embedEntries(entries: Entry[], cache: EmbeddingCache): Promise<StoredEntry[]> {
  const cut = entries.map((entry) => ({ entry, passages: cutEntry(entry) }));
  const vectors = await cache.embed(cut.flatMap(({ passages }) => passages.map(embeddedText)));
  let next = 0;
  return cut.map(({ entry, passages }) => ({
    documentId: randomUUID(),
    name: entry.title || entry.id,
    fileName: entry.id,
    passages: passages.map((passage) => ({ ...passage, embedding: vectors[next++] ?? new Float32Array() })),
  }));
}
