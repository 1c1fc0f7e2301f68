import { randomUUID } from 'node:crypto';
import { Meilisearch, MeilisearchApiError } from 'meilisearch';
import { type Config, config } from '@/lib/config/config';
import { pool } from '@/lib/db/client';

/** Milliseconds that a request of the worker may take. Searches have a shorter time of their own. */
const requestTime = 30_000;

/** Where the server is; throws when none is configured, which asking `config().meilisearch` first avoids. */
function address(): NonNullable<Config['meilisearch']> {
  const { meilisearch } = config();
  if (!meilisearch) throw new Error('MEILISEARCH_URL is not set.');
  return meilisearch;
}

/** A client with the admin's key, for whatever is not a search. */
export function adminClient(): Meilisearch {
  const { url, apiKey } = address();
  return new Meilisearch({ host: url, apiKey, timeout: requestTime });
}

let portalId: Promise<string> | undefined;

/** A portal has one for life: what it keeps on a server that others use too bears it. */
function readPortalId(): Promise<string> {
  portalId ??= pool()
    .query<{ id: string }>(
      `INSERT INTO portal_setting (key, value) VALUES ('portal-id', to_jsonb($1::text))
       ON CONFLICT (key) DO UPDATE SET value = portal_setting.value RETURNING value #>> '{}' AS id`,
      [randomUUID()],
    )
    .then((found) => found.rows[0]?.id ?? '')
    .catch((error: unknown) => {
      portalId = undefined;
      throw error;
    });
  return portalId;
}

/** The name of the portal's index, for example "footnote-1f0c93ab": two portals on one server never share one. */
export async function indexName(): Promise<string> {
  return `${address().index}-${(await readPortalId()).slice(0, 8)}`;
}

/** The name under which the next index is built, until it takes the other one's place. */
export async function nextIndexName(): Promise<string> {
  return `${await indexName()}-next`;
}

let searchKey: Promise<string | undefined> | undefined;

/**
 * A client that can do nothing but search this portal's index, and the index's name. The server derives the key from
 * its own master key, so that it need not be kept: it is made once and looked up again by each process. A server
 * without a master key needs none.
 */
export async function searchServer(): Promise<{ client: Meilisearch; index: string }> {
  const { url, apiKey } = address();
  searchKey ??= (apiKey ? readSearchKey() : Promise.resolve(undefined)).catch((error: unknown) => {
    searchKey = undefined;
    throw error;
  });
  return { client: new Meilisearch({ host: url, apiKey: await searchKey }), index: await indexName() };
}

/** Looks the key up again at the next search, for the server no longer knows it. */
export function forgetSearchKey(): void {
  searchKey = undefined;
}

async function readSearchKey(): Promise<string> {
  const admin = adminClient();
  const uid = await readPortalId();
  const index = await indexName();
  try {
    const { key, actions, indexes, expiresAt } = await admin.getKey(uid);
    const isOurs = actions.join() === 'search' && indexes.join() === index && !expiresAt;
    if (isOurs) return key;
    // MEILISEARCH_INDEX has changed, or somebody changed the key: what a key may do cannot be changed there.
    await admin.deleteKey(uid);
  } catch (error) {
    if (codeOf(error) !== 'api_key_not_found') throw error;
  }
  const { key } = await admin.createKey({ uid, name: index, description: 'Footnote: search only', actions: ['search'], indexes: [index], expiresAt: null });
  return key;
}

/** Milliseconds that the server may take for one question; after that people get what was found by meaning. */
export function searchTime(): number {
  return address().searchTime;
}

/** The code of an error that Meilisearch itself reported, for example "index_not_found". */
export function codeOf(error: unknown): string | undefined {
  return error instanceof MeilisearchApiError ? error.cause?.code : undefined;
}

/** What went wrong, in words for an operator: that a request failed says little without why, which is deep below. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  let deepest: Error = error;
  while (deepest.cause instanceof Error && deepest.cause !== error) deepest = deepest.cause;
  return deepest === error || error instanceof MeilisearchApiError || deepest.message === '' ? error.message : `${error.message}: ${deepest.message}`;
}

/** The oldest version that is known to work. */
const oldestVersion = [1, 48, 3] as const;

/** A sentence when the server is older than the portal was made for; undefined otherwise. */
export function versionNotice(version: string): string | undefined {
  const parts = version.split(/[.-]/).map(Number);
  for (const [i, least] of oldestVersion.entries()) {
    const part = parts[i] ?? 0;
    if (part > least) return undefined;
    if (part < least) return `Meilisearch ${version} is older than ${oldestVersion.join('.')}, the oldest version that Footnote is tested with: please update it.`;
  }
  return undefined;
}
