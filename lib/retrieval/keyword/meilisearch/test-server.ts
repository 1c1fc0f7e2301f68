import { pointPortalAt, type ScratchServer, startScratchServer } from './scratch-server';

/** What a test run says when it has no server. */
export const noServer = 'no Meilisearch was found (MEILISEARCH_URL, or a program "meilisearch" on the PATH): it was not run';

/** For tests: a real server, which the portal under test then uses. Call it before `startTestDatabase()`. */
export async function startTestServer(): Promise<ScratchServer | undefined> {
  // vitest.config.ts keeps the names without TEST_ from the tests of everything else.
  const server = await startScratchServer({ url: process.env.TEST_MEILISEARCH_URL, apiKey: process.env.TEST_MEILISEARCH_API_KEY });
  if (server) pointPortalAt(server);
  return server;
}
