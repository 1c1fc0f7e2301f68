import { expect, test } from '@playwright/test';
import { askQuestion } from './ask-question';
import { handbook } from './handbook';

test('feedback: a vote is listed, filtered, read with its one turn, and exported', async ({ page }) => {
  test.setTimeout(180_000);
  await handbook(page);
  const question = 'What do I do when my laptop is stolen?';
  await askQuestion(page, question);
  await page.getByRole('button', { name: 'This did not help' }).click();
  await page.getByRole('radio', { name: 'Incomplete' }).click();
  await page.getByRole('textbox', { name: /What should it have said/ }).fill('=The phone number is missing');
  await page.getByRole('button', { name: 'Send', exact: true }).last().click();

  await page.goto('/admin/feedback');
  const row = page.getByRole('row').filter({ hasText: question }).first();
  await expect(row).toContainText('Not helpful');
  await expect(row).toContainText('Incomplete');
  await expect(row).toContainText('The phone number is missing');
  await expect(row).toContainText('Olive Owner');

  await page.goto('/admin/feedback?value=up');
  await expect(page.getByRole('row').filter({ hasText: question })).toHaveCount(0);
  await page.goto('/admin/feedback?value=down&reason=incomplete&query=phone+number');
  await page.getByRole('table', { name: 'Feedback' }).getByRole('link', { name: question }).first().click();

  await expect(page.getByRole('heading', { name: question })).toBeVisible();
  await expect(page.getByText('=The phone number is missing')).toBeVisible();
  await page.locator('button.footnote').first().click();
  await expect(page.locator('[data-mark="quote"]').first()).toBeInViewport();

  const csv = await page.request.get('/api/feedback.csv?value=down');
  expect(csv.headers()['content-disposition']).toContain('feedback.csv');
  // Formulas must not run in a spreadsheet.
  expect(await csv.text()).toContain("'=The phone number is missing");
});
