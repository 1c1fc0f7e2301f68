import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { type Entry, openCorpus } from './beir-folder';
import type { EmbeddingCache } from './embedding-cache';
import { loadEntries } from './load-entries';
import { createScratchTeam, findScratchTeam, settleScratchTeam } from './scratch-portal';

/** A collection whose entries are the documents of a team of its own. */
export type OpenedCollection = {
  viewer: Viewer;
  /** Which document holds which entry. */
  entryOf: Map<string, string>;
  /** The entries by their id. */
  entries: Map<string, Entry>;
};

/**
 * Loads a corpus into a team of its own, or takes up the team that an earlier run left in a kept database, because
 * loading takes minutes. Throws where that run did not come to its end.
 */
export async function openCollection(name: string, folder: string, cache: EmbeddingCache, progress: (message: string) => void): Promise<OpenedCollection> {
  const entries = new Map<string, Entry>();
  const corpus = keeping(await openCorpus(folder), entries);
  const kept = await findScratchTeam(name);
  if (!kept) {
    const team = await createScratchTeam(name);
    const entryOf = await loadEntries(corpus, team, cache, progress);
    await settleScratchTeam(team.viewer.teamId);
    return { viewer: team.viewer, entryOf, entries };
  }
  const versions = await db().documentVersion.findMany({ where: { teamId: kept.teamId }, select: { documentId: true, fileName: true } });
  const entryOf = new Map(versions.map(({ documentId, fileName }) => [documentId, fileName]));
  let count = 0;
  for await (const _ of corpus) count += 1;
  if (count !== entryOf.size) throw new Error(`The kept database holds ${entryOf.size} of the ${count} entries of ${name}: remove its folder and begin anew.`);
  progress(`${count} entries taken up`);
  return { viewer: kept, entryOf, entries };
}

async function* keeping(entries: AsyncIterable<Entry>, kept: Map<string, Entry>): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    kept.set(entry.id, entry);
    yield entry;
  }
}
