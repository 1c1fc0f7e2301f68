import { askQuestion } from './ask-question';
import { signInAsColleague } from './colleague';
import { handbook } from './handbook';
import { expect, test } from './portal';

const strangers = { cookies: [], origins: [] };

test('a chat is shared, read by a colleague with their own rights, brought up to date and ended', async ({ page, browser, playwright, baseURL }) => {
  test.setTimeout(240_000);
  await handbook(page);
  const question = 'How many days of annual leave do I have?';
  await askQuestion(page, question);
  const answers = page.locator('.answer');

  await page.getByRole('button', { name: 'Share', exact: true }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Share this chat with your team' });
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(new URL(link).pathname).toMatch(/^\/shared\/[\w-]{36}$/);
  await expect(dialog.getByRole('button', { name: 'Update the link' })).toHaveCount(0);
  await expect(dialog.getByRole('checkbox', { name: 'List it for everybody in the team' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Portal' }).getByText('shared with your team').first()).toBeAttached();

  // A colleague reads it, and has nothing to press but footnotes.
  const context = await browser.newContext({ baseURL, storageState: strangers });
  await signInAsColleague(page.request, context.request, { name: 'Rhea Reader', email: 'rhea@example.com', password: 'kettle umbrella orbit 8' });
  const reader = await context.newPage();
  // They find it without the address, as its owner has left it listed.
  await reader.goto('/shared');
  await reader.getByRole('main').getByRole('link', { name: new RegExp(`^${question.replaceAll('?', '\\?')} ?Olive Owner`) }).first().click();
  await expect(reader).toHaveURL(link);
  await expect(reader.getByRole('heading', { level: 2, name: question })).toBeVisible();
  await expect(reader.getByText('Shared by Olive Owner')).toBeVisible();
  const shared = reader.getByRole('main');
  await expect(shared.getByRole('textbox')).toHaveCount(0);
  for (const name of ['This helped', 'This did not help', 'Retry', 'Share', 'Edit and ask again']) await expect(shared.getByRole('button', { name, exact: true })).toHaveCount(0);
  expect(await shared.locator('.answer').innerText()).toBe(await answers.first().innerText());
  await reader.locator('button.footnote').first().click();
  await expect(reader.getByRole('complementary', { name: 'Reader' }).locator('mark, [data-mark="quote"]').first()).toBeVisible();
  // The address with the passage opens for them by itself.
  await reader.reload();
  await expect(reader.getByRole('complementary', { name: 'Reader' }).locator('mark, [data-mark="quote"]').first()).toBeVisible();

  // What is asked later is not there until the link is brought up to date.
  await page.getByRole('textbox', { name: 'Your question' }).fill('How much may a hotel in Paris cost?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'This helped' })).toHaveCount(2, { timeout: 60_000 });
  await reader.goto(link);
  await expect(shared.locator('.answer')).toHaveCount(1);
  await page.getByRole('button', { name: 'Share', exact: true }).last().click();
  await dialog.getByRole('button', { name: 'Update the link' }).click();
  await expect(dialog.getByRole('button', { name: 'Update the link' })).toHaveCount(0);
  await reader.reload();
  await expect(shared.locator('.answer')).toHaveCount(2);

  // B2: nobody who is not signed in, and no other team, learns whether there is such a link.
  const stranger = await playwright.request.newContext({ baseURL, storageState: strangers });
  const turnedAway = await stranger.get(link, { maxRedirects: 0 });
  expect(turnedAway.status()).toBe(307);
  expect(turnedAway.headers().location).toContain('/sign-in');
  const made = await page.request.post('/api/teams', { data: { name: `Harbour Office ${test.info().retry}` } });
  const { teams } = (await (await page.request.get('/api/teams')).json()) as { teams: { id: string; name: string }[] };
  expect(made.ok()).toBe(true);
  const home = teams.find((team) => team.name === 'Lighthouse Keepers')?.id;
  const away = teams.find((team) => team.name.startsWith('Harbour Office'))?.id;
  await page.request.put('/api/session', { data: { teamId: away } });
  // Pages are sent while they are made: what tells is what stands in them.
  const elsewhere = await (await page.request.get(link)).text();
  expect(elsewhere).toContain('There is no such page');
  expect(elsewhere).not.toContain(question);
  await page.request.put('/api/session', { data: { teamId: home } });
  expect(await (await page.request.get(link)).text()).toContain(question);

  await page.getByRole('button', { name: 'End sharing' }).click();
  await expect(page.getByText('The link no longer works.')).toBeVisible();
  await reader.reload();
  await expect(reader.getByRole('heading', { name: 'There is no such page' }).filter({ visible: true })).toBeVisible();
  await expect(reader.getByText(question)).toHaveCount(0);
  await reader.goto('/shared');
  await expect(reader.getByRole('heading', { level: 1, name: 'Shared with me' })).toBeVisible();
  await expect(reader.getByRole('main').locator(`a[href="${new URL(link).pathname}"]`)).toHaveCount(0);
  await stranger.dispose();
  await context.close();
});
