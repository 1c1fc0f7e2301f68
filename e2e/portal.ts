// A portal that has its owner, for every test that needs somebody signed in:
//
//   import { expect, test } from './portal';
//   test('…', async ({ page }) => { await page.goto('/'); … });   // signed in as the owner
//
// The owner is made once per run, by whichever file comes first; the browser's cookies are kept under E2E_DATA.
// For nobody signed in: `test.use({ storageState: { cookies: [], origins: [] } })`.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type APIRequestContext, test as base, type PlaywrightWorkerArgs } from '@playwright/test';

export { expect } from '@playwright/test';

/** The owner whom first-run.spec.ts creates by hand, and this file creates where that one did not run. */
export const owner = {
  name: 'Olive Owner',
  email: 'olive@example.com',
  password: 'umbrella kettle orbit 7',
  teamName: 'Lighthouse Keepers',
};

function dataFolder(): string {
  const folder = process.env.E2E_DATA;
  if (!folder) throw new Error('E2E_DATA is set by playwright.config.ts.');
  return folder;
}

/** The one-time link that `npm start` has left for whoever starts it in the background. */
export function setupLink(): string {
  return readFileSync(path.join(dataFolder(), 'setup-link'), 'utf8').trim();
}

/** Signs a browser or client in as the owner; the first to come makes the portal's owner and team. */
export async function signInOwner(request: APIRequestContext): Promise<void> {
  const known = await request.post('/api/session', { data: { email: owner.email, password: owner.password } });
  if (known.ok()) return;
  const made = await request.post('/api/setup', { data: { ...owner, token: new URL(setupLink()).searchParams.get('token') } });
  if (!made.ok()) throw new Error(`The owner could not be made: ${await made.text()}`);
}

/** Makes sure that the portal has its owner, and that the returned file holds a live session of theirs. */
export async function ownerState(playwright: PlaywrightWorkerArgs['playwright'], baseURL: string): Promise<string> {
  const file = path.join(dataFolder(), 'owner-state.json');
  const request = await playwright.request.newContext({ baseURL, ...(existsSync(file) && { storageState: file }) });
  // A file from before may hold a session that a test has ended.
  if (!(await request.get('/api/teams')).ok()) await signInOwner(request);
  await request.storageState({ path: file });
  await request.dispose();
  return file;
}

export const test = base.extend({
  storageState: async ({ playwright, baseURL }, provide) => {
    await provide(await ownerState(playwright, baseURL ?? ''));
  },
});
