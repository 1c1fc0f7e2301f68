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

test('search: filters are words in the field, and the controls beside it say the same', async ({ page }) => {
  test.setTimeout(150_000);
  await handbook(page);
  await page.goto('/search?q=leave');
  const field = page.getByRole('searchbox', { name: 'Search the documents' });
  const names = page.locator('a[data-search-stop] span.font-semibold');
  await expect(names.first()).toBeVisible();

  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Word' }).click();
  await expect(field).toHaveValue('leave type:docx');
  await expect(page).toHaveURL(/q=leave\+type%3Adocx/);
  await expect(names.first()).toHaveText(/\.docx$/);
  for (const name of await names.allTextContents()) expect(name).toMatch(/\.docx$/);

  await field.fill('leave type:excel in:general after:2020');
  await expect(page.getByRole('combobox', { name: 'Type' })).toHaveText('Excel');
  await expect(page.getByRole('combobox', { name: 'Collection' })).toHaveText('General');
  await expect(page.getByRole('combobox', { name: 'Uploaded' })).toHaveText('after:2020');
  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Any type' }).click();
  await expect(field).toHaveValue('leave in:general after:2020');

  await field.fill('leave before:2001');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No passage is left to search: no document fits all filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Search everything by words and meaning' }).click();
  await expect(field).toHaveValue('leave');
  await expect(names.first()).toBeVisible();

  await field.fill('leave in:generl type:pfd');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No collection is called “generl”, so it was ignored. Did you mean “General”?')).toBeVisible();
  await expect(page.getByText('No kind of file is called “pfd”. Did you mean type:pdf?')).toBeVisible();
});

test('search: a mistyped word is searched for as it stands in the documents, and that is said', async ({ page }) => {
  test.setTimeout(150_000);
  await handbook(page);
  // Words are counted once a document is ready.
  await expect(async () => {
    await page.goto('/search?q=waranty+of+a+sit-stand+desk');
    await expect(page.getByText('Searched also for: warranty')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.locator('a[data-search-stop]').first().locator('mark').filter({ hasText: /^warranty$/i }).first()).toBeVisible();
});
