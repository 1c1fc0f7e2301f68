import { expect, type Page, test } from '@playwright/test';
import { askQuestion } from './ask-question';
import { handbook } from './handbook';

/** A glossary without terms, whatever earlier tests left. */
async function emptyGlossary(page: Page): Promise<void> {
  const { entries } = (await (await page.request.get('/api/glossary')).json()) as { entries: { id: string }[] };
  for (const { id } of entries) await page.request.delete(`/api/glossary/${id}`);
}

test('glossary: a term that a person adds finds what the documents call otherwise, in search and in answers', async ({ page }) => {
  test.setTimeout(180_000);
  await handbook(page);
  await emptyGlossary(page);
  await page.goto('/search?q=YLE&mode=keyword');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();

  await page.getByRole('link', { name: 'Glossary' }).click();
  await expect(page.getByRole('heading', { name: 'No terms yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a term' }).click();
  await page.getByLabel('Term', { exact: true }).fill('YLE');
  await page.getByRole('button', { name: 'Add the term' }).click();
  await expect(page.getByText('Give at least one synonym or what the term stands for.')).toBeVisible();
  await page.getByLabel('Also called').fill('annual leave\nholiday entitlement');
  await page.getByRole('button', { name: 'Add the term' }).click();
  const row = page.getByRole('row').filter({ hasText: 'YLE' });
  await expect(row).toContainText('annual leave, holiday entitlement');

  await page.goto('/search?q=YLE&mode=keyword');
  await expect(page.getByText('Searched also for: annual leave, holiday entitlement')).toBeVisible();
  const annual = page.locator('a[data-search-stop]').filter({ has: page.locator('mark').filter({ hasText: /^annual$/i }) }).first();
  await expect(annual).toContainText('leave-policy.docx');
  await expect(annual).toContainText('Also searched for');

  await askQuestion(page, 'How many days of YLE do I have?');
  await expect(page.getByText('Searched also for: annual leave, holiday entitlement')).toBeVisible();
  await expect(page.locator('button.footnote').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Searched also for: annual leave, holiday entitlement').filter({ visible: true })).toBeVisible();
});

test('glossary: terms are changed, refused twice, deleted and brought back, exported and imported', async ({ page }) => {
  await handbook(page);
  await emptyGlossary(page);
  await page.request.post('/api/glossary', { data: { term: 'SLA', synonyms: ['service level agreement'] } });
  await page.goto('/admin/glossary');
  await page.getByRole('button', { name: 'Add a term' }).click();
  await page.getByLabel('Term', { exact: true }).fill('sla');
  await page.getByLabel('Also called').fill('response time');
  await page.getByRole('button', { name: 'Add the term' }).click();
  await expect(page.getByText('“sla” is already in the glossary.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Edit SLA' }).click();
  await page.getByLabel('Also called').fill('service level agreement\nresponse time');
  await page.getByRole('button', { name: 'Save the term' }).click();
  const row = page.getByRole('row').filter({ hasText: 'SLA' });
  await expect(row).toContainText('service level agreement, response time');

  await page.getByRole('button', { name: 'Delete SLA' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('service level agreement, response time');

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  expect((await downloading).suggestedFilename()).toBe('glossary.csv');
  await page.getByLabel('Table of terms').setInputFiles({ name: 'terms.csv', mimeType: 'text/csv', buffer: Buffer.from('term,synonyms,note\nPTO,annual leave; vacation,\n') });
  await expect(page.getByText('1 term added, 0 changed.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'PTO' })).toContainText('annual leave, vacation');
  await emptyGlossary(page);
});
