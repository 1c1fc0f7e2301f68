import { isDeepStrictEqual } from 'node:util';
import type { Meilisearch, Settings } from 'meilisearch';
import { indexSettings } from './passage-document';
import { codeOf } from './server';
import { succeeded, type Wait } from './tasks';

/**
 * Creates an index where it is missing and gives it those settings that differ from ours, for example after an update
 * of Footnote. Says what was done; an index that was created has no documents.
 */
export async function prepareIndex(client: Meilisearch, name: string, wait: Wait): Promise<'created' | 'changed' | 'unchanged'> {
  const created = !(await indexExists(client, name));
  if (created) await succeeded(client, client.createIndex(name, { primaryKey: 'id' }), wait);
  const present: Settings = await client.index(name).getSettings();
  const wanted = Object.entries(indexSettings).filter(([key, value]) => !isSame(value, present[key as keyof Settings]));
  if (wanted.length > 0) await succeeded(client, client.index(name).updateSettings(Object.fromEntries(wanted)), wait);
  if (created) return 'created';
  return wanted.length > 0 ? 'changed' : 'unchanged';
}

export async function indexExists(client: Meilisearch, name: string): Promise<boolean> {
  try {
    await client.getRawIndex(name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'index_not_found') return false;
    throw error;
  }
}

/** What the server adds to our settings does not count. */
function isSame(ours: unknown, theirs: unknown): boolean {
  if (typeof ours !== 'object' || ours === null || Array.isArray(ours)) return isDeepStrictEqual(ours, theirs);
  const given = (theirs ?? {}) as Record<string, unknown>;
  return Object.entries(ours).every(([key, value]) => isSame(value, given[key]));
}
