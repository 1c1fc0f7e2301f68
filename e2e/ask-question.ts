import { expect, type Locator, type Page } from '@playwright/test';

/** Asks on the first page and waits until the answer is complete; its first footnote. */
export async function askQuestion(page: Page, question: string): Promise<Locator> {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.keyboard.press('Enter');
  const footnote = page.locator('button.footnote').first();
  await expect(footnote).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'This helped' })).toBeVisible({ timeout: 60_000 });
  return footnote;
}
