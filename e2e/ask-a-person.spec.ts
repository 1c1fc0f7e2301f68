import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { signInAsColleague } from './colleague';
import { handbook } from './handbook';
import { expect, test } from './portal';

const strangers = { cookies: [], origins: [] };

/** What axe finds in the page as it stands, at the width of a phone and of a desk. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of [{ width: 360, height: 740 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(size);
    // What fades in has a colour of its own on the way.
    await page.waitForTimeout(400);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    found.push(...violations.map((violation) => `${size.width}: ${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`));
  }
  return found;
}

test('whoever gets no answer asks a person, who takes the question and answers it with a passage', async ({ page, browser, baseURL }) => {
  test.setTimeout(240_000);
  await handbook(page);
  const tag = `Zanzibar-${test.info().retry}`;
  const context = await browser.newContext({ baseURL, storageState: strangers });
  await signInAsColleague(page.request, context.request, { name: 'Ada Asker', email: 'ada@example.com', password: 'saddle thunder orchid 3' });
  const asker = await context.newPage();

  // Not in the documents: the refusal itself offers it.
  await asker.goto('/');
  await asker.getByRole('textbox', { name: 'Your question' }).fill(`Who won the ${tag} chess championship?`);
  await asker.keyboard.press('Enter');
  await expect(asker.getByRole('button', { name: 'This helped' })).toBeVisible({ timeout: 60_000 });
  await asker.getByRole('button', { name: 'Ask a person' }).click();
  const dialog = asker.getByRole('dialog', { name: 'Ask a person' });
  await expect(dialog.getByRole('textbox', { name: 'Your question' })).toHaveValue(`Who won the ${tag} chess championship?`);
  await expect(dialog.getByText('They do not see the rest of the chat')).toBeVisible();
  expect(await faults(asker)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Your question' }).fill('');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog.getByText('Write your question first.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Your question' }).fill(`May I watch the ${tag} championship during work?`);
  await dialog.getByRole('textbox', { name: 'Note' }).fill('It begins on Friday.');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog).toBeHidden();
  const state = asker.getByRole('region', { name: 'Asked a person' });
  await expect(state.getByText(/^Asked a person on \d+ \w+ \d{4} · waiting$/)).toBeVisible();
  await expect(asker.getByRole('button', { name: 'Ask a person' })).toHaveCount(0);
  expect(await faults(asker)).toEqual([]);
  await asker.reload();
  await expect(state.getByText('· waiting')).toBeVisible();

  // Withdrawn, and asked anew: nobody is held to a question.
  await state.getByRole('button', { name: 'Withdraw' }).click();
  await expect(state.getByText('· withdrawn')).toBeVisible();
  await asker.getByRole('button', { name: 'Ask a person' }).click();
  await dialog.getByRole('textbox', { name: 'Your question' }).fill(`May I watch the ${tag} championship during work?`);
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog).toBeHidden();

  // Somebody who looks after the documents finds it, takes it, and names the passage that holds the answer.
  await page.goto('/admin/documents');
  await page.getByRole('link', { name: /^Questions \d+ waiting$/ }).click();
  const item = page.getByRole('listitem').filter({ hasText: `May I watch the ${tag} championship` });
  await expect(item.getByText('Asked by Ada Asker')).toBeVisible();
  await expect(page.getByText(`Who won the ${tag}`)).toHaveCount(0);
  await item.getByRole('button', { name: 'Take it' }).click();
  await expect(item.getByText('You have taken it')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await item.getByRole('button', { name: 'Answer' }).click();
  const answering = page.getByRole('dialog', { name: `May I watch the ${tag} championship` });
  await answering.getByRole('textbox', { name: 'Your answer' }).fill('Only in your breaks.\nAsk your lead on other days.');
  // Closed by mistake: what was typed is there again.
  await page.keyboard.press('Escape');
  await item.getByRole('button', { name: 'Answer' }).click();
  await expect(answering.getByRole('textbox', { name: 'Your answer' })).toHaveValue('Only in your breaks.\nAsk your lead on other days.');
  await answering.getByRole('searchbox', { name: 'Where it stands (optional)' }).fill('days of annual leave');
  await page.keyboard.press('Enter');
  await answering.getByRole('list', { name: 'Passages found' }).getByRole('button', { name: 'This passage' }).first().click();
  await expect(answering.getByRole('list', { name: 'Named sources' }).getByRole('listitem')).toHaveCount(1);
  expect(await faults(page)).toEqual([]);
  await answering.getByRole('button', { name: 'Send answer' }).click();
  await expect(answering).toBeHidden();
  await expect(item).toHaveCount(0);
  await page.getByRole('link', { name: 'Answered and closed' }).click();
  await expect(item.getByText('Answered by Olive Owner')).toBeVisible();

  // The asker is told, and finds the answer below the refusal, marked as a person's.
  await asker.goto('/');
  await asker.getByRole('link', { name: /^Notifications \d+ unread$/ }).click();
  expect(await faults(asker)).toEqual([]);
  await asker.getByRole('link', { name: /Olive Owner answered your question/ }).filter({ hasText: tag }).click();
  const answer = asker.getByRole('region', { name: 'Answer of a person, Olive Owner' });
  await expect(answer.getByText('Only in your breaks.')).toBeVisible();
  await expect(answer.getByText('Answered by Olive Owner')).toBeVisible();
  await expect(asker.getByRole('link', { name: /^Notifications \d+ unread$/ })).toHaveCount(0);
  expect(await faults(asker)).toEqual([]);
  await answer.getByRole('list', { name: 'Sources of this answer' }).getByRole('button').click();
  await expect(asker.getByRole('complementary', { name: 'Reader' }).locator('mark, [data-mark="quote"]').first()).toBeVisible();
  await context.close();
});
