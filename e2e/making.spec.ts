import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { loadSamples, signInAsOwner } from './signed-in';

const question = 'How many days of annual leave does a full-time employee have?';

test.setTimeout(150_000);

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
  await loadSamples(page);
  await page.goto('/');
  const field = page.getByRole('textbox', { name: 'Your question' });
  await field.fill(question);
  await field.press('Enter');
  await expect(opener(page)).toBeVisible({ timeout: 60_000 });
});

const opener = (page: Page): Locator => page.getByRole('button', { name: 'How this was made' });
const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'How this answer was made' });

test('G18: an answer shows the chain of its steps and its receipt, by keyboard alone', async ({ page }) => {
  await opener(page).focus();
  await page.keyboard.press('Enter');
  const steps = panel(page).getByRole('list').first().getByRole('heading', { level: 3 });
  await expect(steps).toHaveText(['Understand the question', 'Find passages', 'Choose what is read', 'Answer', 'Check each sentence']);
  await expect(panel(page).getByRole('region', { name: 'Find passages' })).toContainText(/Found \d+ by words, \d+ by meaning, \d+ by exact words/);
  await expect(panel(page).getByRole('list', { name: 'Passages', exact: true }).getByRole('listitem').first()).toContainText('words no. 1');

  const receipt = panel(page).getByRole('table', { name: 'Model calls' });
  await expect(receipt.getByRole('row').last()).toContainText('nothing');
  await expect(receipt).toContainText('built-in');

  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();
});

test('a passage of the chain opens in the reader, at its place', async ({ page }) => {
  await opener(page).click();
  await panel(page).getByRole('list', { name: 'Passages', exact: true }).getByRole('button').first().click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Reader' }).locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opener(page)).toBeFocused();
});

test('K3: when the portal cannot say it, the panel says so and offers to try again', async ({ page }) => {
  await page.route('**/api/messages/*/making', (route) => route.fulfill({ status: 503, json: { error: { code: 'unavailable:database', message: 'The database does not answer.', requestId: 'r-1' } } }), { times: 1 });
  await opener(page).click();
  await expect(panel(page).getByRole('alert')).toContainText('The database does not answer.');
  await panel(page).getByRole('button', { name: 'Try again' }).click();
  await expect(panel(page).getByRole('table', { name: 'Model calls' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('the panel is free of what axe finds, and covers a phone', async ({ page }) => {
      await opener(page).click();
      for (const size of [{ width: 360, height: 740 }, { width: 1440, height: 900 }]) {
        await page.setViewportSize(size);
        await expect(panel(page).getByRole('table', { name: 'Model calls' })).toBeVisible();
        await page.waitForTimeout(400);
        const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
        const box = await panel(page).boundingBox();
        expect(box?.width).toBe(size.width === 360 ? 360 : 704);
      }
    });
  });
}
