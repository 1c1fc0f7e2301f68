import { expect, type Page } from '@playwright/test';
import { owner, signInOwner } from './portal';

export const teamName = owner.teamName;

/** Signs the page in as the portal's owner. */
export async function signInAsOwner(page: Page): Promise<void> {
  await signInOwner(page.request);
}

/** Loads the sample handbook, once, and waits until all of it can be asked. */
export async function loadSamples(page: Page): Promise<void> {
  const total = async (query: string) => ((await (await page.request.get(`/api/documents?${query}`)).json()) as { total: number }).total;
  if ((await total('')) === 0) expect((await page.request.post('/api/samples')).ok()).toBe(true);
  await expect.poll(() => total('state=unsettled'), { timeout: 90_000 }).toBe(0);
}
