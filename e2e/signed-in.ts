import { expect, type Page } from '@playwright/test';
import { owner, setupLink } from './portal';

export const teamName = owner.teamName;

/** Signs the page in as the portal's owner; the first test to come sets the portal up. */
export async function signInAsOwner(page: Page): Promise<void> {
  const known = await page.request.post('/api/session', { data: { email: owner.email, password: owner.password } });
  if (known.ok()) return;
  const made = await page.request.post('/api/setup', { data: { ...owner, token: new URL(setupLink()).searchParams.get('token') } });
  expect(made.ok(), await made.text()).toBe(true);
}

/** Loads the sample handbook, once, and waits until all of it can be asked. */
export async function loadSamples(page: Page): Promise<void> {
  const total = async (query: string) => ((await (await page.request.get(`/api/documents?${query}`)).json()) as { total: number }).total;
  if ((await total('')) === 0) expect((await page.request.post('/api/samples')).ok()).toBe(true);
  await expect.poll(() => total('state=unsettled'), { timeout: 90_000 }).toBe(0);
}
