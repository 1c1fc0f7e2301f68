import { type Page, expect, test } from '@playwright/test';
import { owner, setupLink } from './portal';

test.describe.configure({ mode: 'serial' });

async function signIn(page: Page, password = owner.password) {
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('the one-time link makes the owner and the team, and leads in', async ({ page }) => {
  const link = setupLink();
  await page.goto(link.replace(/token=.*/, 'token=wrong'));
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();

  await page.goto(new URL(link).pathname + new URL(link).search);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('E-mail').fill('olive at example');
  await page.getByLabel('Password').fill('short');
  await page.getByLabel('Name of the team').fill(owner.teamName);
  await page.getByRole('button', { name: 'Create account and team' }).click();
  await expect(page.getByText('Enter an e-mail address such as')).toBeVisible();
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByRole('button', { name: 'Create account and team' }).click();
  await expect(page.getByText('Use at least 15 characters')).toBeVisible();
  // What was typed is still there.
  await expect(page.getByLabel('Your name')).toHaveValue(owner.name);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Create account and team' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByText(owner.teamName).filter({ visible: true }).first()).toBeVisible();

  await page.goto(new URL(link).pathname + new URL(link).search);
  await expect(page.getByRole('heading', { name: 'Already set up' })).toBeVisible();
});

test('A7: signing in needs the password and leads where one wanted to go; signing out ends the old cookie', async ({ page, context, request }) => {
  await page.goto('/search?q=lamp');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsearch%3Fq%3Dlamp$/);
  await signIn(page, 'not the password at all');
  await expect(page.getByText('E-mail address or password is wrong.')).toBeVisible();
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/search?q=lamp');

  const cookie = (await context.cookies()).find(({ name }) => name === 'footnote-session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', secure: false, path: '/' });
  const replay = { headers: { cookie: `footnote-session=${cookie?.value}` } };
  expect((await request.get('/api/teams', replay)).status()).toBe(200);

  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out this device' }).click();
  await expect(page).toHaveURL('/sign-in');
  expect((await request.get('/api/teams', replay)).status()).toBe(401);
});

test('F2: a link to the sign-in page cannot lead to another site', async ({ page }) => {
  await page.goto('/sign-in?next=//evil.example/x');
  await signIn(page);
  await expect(page).toHaveURL('/');
});

test('somebody invited as viewer joins by the link, and sees nothing of the admin pages', async ({ page, browser, baseURL }) => {
  await page.goto('/sign-in');
  await signIn(page);
  await expect(page).toHaveURL('/');
  await page.goto('/admin/people');
  await page.getByRole('button', { name: 'Make invitation link' }).click();
  const link = await page.getByLabel('Invitation link').inputValue();

  const context = await browser.newContext({ baseURL });
  const theirs = await context.newPage();
  await theirs.goto(link);
  await theirs.getByLabel('Your name').fill('Vera Viewer');
  await theirs.getByLabel('E-mail').fill('vera@example.com');
  await theirs.getByLabel('Password').fill('violet anchor meadow');
  await theirs.getByRole('button', { name: 'Create account and join' }).click();
  await expect(theirs).toHaveURL('/');
  await expect(theirs.getByText(owner.teamName).filter({ visible: true }).first()).toBeVisible();
  await expect(theirs.locator('a[href^="/admin"]')).toHaveCount(0);
  const answer = await theirs.goto('/admin/people');
  expect(await answer?.text()).not.toContain(owner.email);
  await expect(theirs.getByRole('heading', { name: 'Invite somebody' })).toHaveCount(0);
  expect((await context.request.get('/api/people')).status()).toBe(403);

  // The link is used up.
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();

  // A3: removed, she is out with her next click.
  await page.reload();
  await page.getByRole('button', { name: 'Actions for Vera Viewer' }).click();
  await page.getByRole('menuitem', { name: 'Remove from the team' }).click();
  // The table is hidden from the page's roles while the dialog asks: a missing row says nothing yet.
  const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.url().includes('/api/people/'));
  await page.getByRole('button', { name: 'Remove from the team' }).click();
  expect((await removed).ok()).toBe(true);
  await expect(page.getByRole('row', { name: /Vera/ })).toHaveCount(0);
  await theirs.goto('/');
  await expect(theirs).toHaveURL('/no-team');
  await context.close();
});
