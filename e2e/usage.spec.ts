import { expect, test } from '@playwright/test';
import { askQuestion } from './ask-question';
import { loadSamples, signInAsOwner } from './signed-in';

test.setTimeout(150_000);

test('G18: what answers used stands on the page Usage, in the same sums as in its CSV, and Quality counts them', async ({ page }) => {
  await signInAsOwner(page);
  await loadSamples(page);
  await askQuestion(page, `How much may a hotel room cost per night, asked on ${test.info().retry + 1} occasions?`);

  await page.goto('/admin/usage?by=model');
  const table = page.getByRole('table', { name: 'Usage by model' });
  await expect(table.getByRole('row', { name: /^built-in/ })).toBeVisible();
  const together = await table.getByRole('row').last().getByRole('cell').allTextContents();
  const csv = (await (await page.request.get('/api/usage.csv')).text()).trim().split('\r\n').slice(1).map((line) => line.split(','));
  expect(together[2]).toBe(csv.length.toLocaleString('en'));
  expect(together[3]).toBe(csv.reduce((sum, cells) => sum + Number(cells[6]), 0).toLocaleString('en'));
  // Other tests may have asked models whose price nobody knows.
  expect(together.at(-1)).toBe(csv.every((cells) => cells[10] === '0') ? 'nothing' : 'price not known');

  await page.goto('/admin/usage?from=2001-01-01&to=2001-01-02');
  await expect(page.getByRole('heading', { name: 'Nothing in these days' })).toBeVisible();

  await page.goto('/admin/quality');
  const today = page.getByRole('table', { name: 'Failures by day and step' }).getByRole('row').nth(1);
  await expect(today).toContainText(new Date().toISOString().slice(0, 10));
});

test('how much is read for an answer is kept, with what is wrong beside the field', async ({ page }) => {
  await signInAsOwner(page);
  await page.goto('/admin/settings/models');
  const field = page.getByRole('textbox', { name: 'Tokens read per answer' });
  const form = page.locator('form').filter({ has: field });
  await field.fill('12');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('Give a number of tokens from 1,000 to 200,000.');
  await expect(field).toHaveValue('12');
  await field.fill('8000');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toBeHidden();
  await page.reload();
  await expect(field).toHaveValue('8000');
  await field.fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It counts from the next question on.')).toBeVisible();
});
