import { expect, type Page } from '@playwright/test';
import { signInAsOwner } from './signed-in';

type Listed = { documents: { id: string; name: string; state: string }[] };

/** The sample handbook, read; document ids by name. */
export async function handbook(page: Page): Promise<Map<string, string>> {
  await signInAsOwner(page);
  const loaded = await page.request.post('/api/samples');
  expect(loaded.ok()).toBe(true);
  // Other tests leave documents that failed, or are partly read.
  const samples = ((await loaded.json()) as { documents: { id: string }[] }).documents.map(({ id }) => id);
  let listed: Listed['documents'] = [];
  await expect
    .poll(
      async () => {
        const { documents } = (await (await page.request.get('/api/documents?pageSize=200')).json()) as Listed;
        listed = documents.filter(({ id }) => samples.includes(id));
        return listed.filter((document) => document.state !== 'ready').map((document) => `${document.name}: ${document.state}`);
      },
      { timeout: 90_000 },
    )
    .toEqual([]);
  return new Map(listed.map((document) => [document.name, document.id]));
}
