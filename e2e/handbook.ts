import { expect, type Page } from '@playwright/test';
import { signInAsOwner } from './signed-in';

type Listed = { documents: { id: string; name: string; state: string }[] };

/** The sample handbook, read; document ids by name. */
export async function handbook(page: Page): Promise<Map<string, string>> {
  await signInAsOwner(page);
  expect((await page.request.post('/api/samples')).ok()).toBe(true);
  let listed: Listed = { documents: [] };
  await expect
    .poll(
      async () => {
        listed = (await (await page.request.get('/api/documents?pageSize=100')).json()) as Listed;
        return listed.documents.filter((document) => document.state !== 'ready').map((document) => `${document.name}: ${document.state}`);
      },
      { timeout: 90_000 },
    )
    .toEqual([]);
  return new Map(listed.documents.map((document) => [document.name, document.id]));
}
