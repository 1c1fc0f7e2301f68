import { expect, test } from '@playwright/test';
import { handbook } from './handbook';

test('retrieval test: an admin asks, sees the three lists and what comes of them, and reads why a document is not there', async ({ page }) => {
  test.setTimeout(180_000);
  await handbook(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Retrieval test' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing tested yet' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Question to test' }).fill('warranty of a sit-stand desk');
  await page.keyboard.press('Enter');

  // The price list names the desk, the FAQ says what is asked: the lists need not agree.
  for (const [name, first] of [['Keyword', /support-faq\.html.*\d/s], ['Meaning', /support-faq\.html.*\d/s], ['Exact words', /price-list\.xlsx.*%/s]] as const) {
    await expect(page.getByRole('region', { name, exact: true }).getByRole('listitem').first()).toContainText(first);
  }
  const result = page.getByRole('table', { name: 'Passages with their scores' });
  await expect(result.getByRole('row').nth(1)).toContainText('support-faq.html');
  await expect(result.getByRole('row').nth(1)).toContainText('Read for an answer.');

  // Another document is one of the handbook, but the question is asked of web pages only.
  await page.getByRole('searchbox', { name: 'Question to test' }).fill('warranty of a sit-stand desk type:html');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/type%3Ahtml/);
  await page.getByRole('searchbox', { name: 'Document' }).fill('leave');
  await page.getByRole('list', { name: 'Documents with this name' }).getByRole('button').first().press('Enter');
  await expect(page.getByText('Outside of the question')).toBeVisible();
  await expect(page.getByText(/It was not searched: the question asks for type:html/)).toBeVisible();

  // Asked of everything, it is followed further.
  await page.getByRole('searchbox', { name: 'Question to test' }).fill('warranty of a sit-stand desk');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Outside of the question')).toBeHidden();
  await expect(page.getByRole('definition').filter({ hasText: 'Its best place in the list by meaning' })).toBeVisible();
});

test('retrieval test: weights change this test, stand in the address, and can be reset', async ({ page }) => {
  test.setTimeout(180_000);
  await handbook(page);
  await page.goto('/admin/retrieval?q=warranty+of+a+sit-stand+desk');
  const score = page.getByRole('table', { name: 'Passages with their scores' }).getByRole('row').nth(1).getByRole('cell').nth(5);
  const product = await score.textContent();
  await page.getByRole('spinbutton', { name: 'Cosine' }).fill('0');
  await page.getByRole('spinbutton', { name: 'Neighbours' }).fill('0');
  await page.getByRole('button', { name: 'Test with these weights' }).click();
  await expect(page).toHaveURL(/cosine=0&neighbours=0/);
  await expect(score).toContainText('0.300');
  expect(product).not.toContain('0.300');
  await page.reload();
  await expect(page.getByRole('spinbutton', { name: 'Cosine' })).toHaveValue('0');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).not.toHaveURL(/cosine/);
  await expect(score).toHaveText(product ?? '');
});

test('retrieval test: what went wrong is said, and can be tried again', async ({ page }) => {
  await handbook(page);
  let broken = true;
  await page.route('**/api/retrieval-test?*', (route) =>
    broken ? route.fulfill({ status: 503, json: { error: { code: 'unavailable:search', message: 'Search is unavailable.', requestId: 'r-1' } } }) : route.continue(),
  );
  await page.goto('/admin/retrieval?q=warranty');
  await expect(page.getByText('Search is unavailable.')).toBeVisible();
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Put together' })).toBeVisible();
});
