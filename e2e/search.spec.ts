import { expect, test } from '@playwright/test';
import { handbook } from './handbook';

test('search: results say where, what and why, open the reader at the words, and stand in the address', async ({ page }) => {
  test.setTimeout(150_000);
  await handbook(page);
  await page.goto('/search');
  await page.getByRole('searchbox', { name: 'Search the documents' }).fill('warranty of a sit-stand desk');
  await page.keyboard.press('Enter');
  const first = page.locator('a[data-search-stop]').first();
  await expect(first).toContainText('support-faq.html');
  await expect(first).toContainText('Same words and close in meaning');
  await expect(first.locator('mark').filter({ hasText: /^warranty$/i }).first()).toBeVisible();
  await expect(page).toHaveURL(/q=warranty/);

  await page.keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  await expect(page).toHaveURL(/document=.*start=\d+/);
  await page.reload();
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();
  await expect(page.getByRole('searchbox', { name: 'Search the documents' })).toHaveValue('warranty of a sit-stand desk');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/document=/);
  await expect(first).toBeVisible();
});

test('search: what is in no document gives a sentence, not the least unlike passage', async ({ page }) => {
  await handbook(page);
  await page.goto('/search?q=xylophone+quasar');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await expect(page.getByText(/None of [\d,.]+ passages matches/)).toBeVisible();
});

test('search: an error says what happened and can be tried again', async ({ page }) => {
  await handbook(page);
  let broken = true;
  await page.route('**/api/search?*', (route) =>
    broken ? route.fulfill({ status: 503, json: { error: { code: 'unavailable:search', message: 'Search is unavailable.', requestId: 'r-1' } } }) : route.continue(),
  );
  await page.goto('/search?q=warranty');
  await expect(page.getByText('Search is unavailable.')).toBeVisible();
  await expect(page.getByText('r-1')).toBeVisible();
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('a[data-search-stop]').first()).toBeVisible();
});
