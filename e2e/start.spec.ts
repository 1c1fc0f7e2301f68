import { expect, test } from '@playwright/test';

test('the portal answers, and says that each of its processes is ready', async ({ request }) => {
  const answer = await request.get('/api/health');
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ready', database: 'ready', worker: 'ready', web: 'ready' });
});
