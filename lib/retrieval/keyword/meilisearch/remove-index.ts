import { adminClient, codeOf, indexName, nextIndexName, searchServer } from './server';

/** Removes what this portal keeps on the server: its index, one that is being built, and the key for searching. */
export async function removeIndex(): Promise<void> {
  const client = adminClient();
  for (const name of [await indexName(), await nextIndexName()]) await client.deleteIndexIfExists(name);
  const { apiKey } = (await searchServer()).client.config;
  if (!apiKey) return;
  await client.deleteKey(apiKey).catch((error: unknown) => {
    if (codeOf(error) !== 'api_key_not_found') throw error;
  });
}
