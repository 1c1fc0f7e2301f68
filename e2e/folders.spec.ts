import { expect, test } from './portal';

test('chats are pinned, put into folders, and come out of them again', async ({ page }) => {
  test.setTimeout(120_000);
  const attempt = test.info().retry;
  const folderName = `Quarterly audit ${attempt}`;
  const ask = async (text: string) => {
    const chatId = crypto.randomUUID();
    await (await page.request.post('/api/chat', { data: { chatId, message: { text }, parentId: null } })).body();
    return { id: chatId, title: text };
  };
  const [older, newer] = [await ask(`Which lamps were audited in round ${attempt}?`), await ask(`Which bells were audited in round ${attempt}?`)];

  await page.goto('/');
  const rail = page.getByRole('navigation', { name: 'Portal' });
  const open = async (chat: { title: string }) => {
    await rail.getByRole('link', { name: chat.title }).hover();
    await rail.getByRole('button', { name: `Actions for "${chat.title}"` }).click();
  };

  await open(older);
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  await expect(rail.getByRole('region', { name: 'Pinned' }).getByRole('link', { name: older.title })).toBeFocused();
  await expect(rail.getByRole('region', { name: 'Today' }).getByRole('link', { name: older.title })).toHaveCount(0);

  // By keyboard alone.
  await rail.getByRole('button', { name: `Actions for "${newer.title}"` }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Move to folder' })).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.getByRole('menuitem', { name: 'Move to folder' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('menuitem', { name: 'New folder…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'New folder' }).getByRole('textbox', { name: 'Name' }).fill(folderName);
  await page.keyboard.press('Enter');
  const folder = rail.getByRole('region', { name: `Folder ${folderName}` });
  await expect(folder.getByRole('link', { name: newer.title })).toBeFocused();

  // It stays as it is on the next visit: closed, with what is in it.
  const lid = folder.getByRole('button', { name: new RegExp(`^${folderName}`) });
  await lid.click();
  await page.reload();
  await expect(lid).toHaveAttribute('aria-expanded', 'false');
  await expect(lid).toContainText('1');
  await expect(folder.getByRole('link')).toHaveCount(0);
  // A search looks into it all the same.
  await rail.getByRole('searchbox', { name: 'Search your chats' }).fill('bells audited');
  await expect(folder.getByRole('link', { name: newer.title })).toBeVisible();
  await rail.getByRole('searchbox', { name: 'Search your chats' }).fill('');
  await lid.click();

  await folder.getByRole('button', { name: `Actions for folder "${folderName}"` }).click();
  await page.getByRole('menuitem', { name: 'Delete folder' }).click();
  await expect(page.getByText('Its chats stay.')).toBeVisible();
  await expect(rail.getByRole('region', { name: 'Today' }).getByRole('link', { name: newer.title })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(folder.getByRole('link', { name: newer.title })).toBeVisible();

  await open(older);
  await page.getByRole('menuitem', { name: 'Unpin' }).click();
  await expect(rail.getByRole('region', { name: 'Today' }).getByRole('link', { name: older.title })).toBeVisible();
  for (const chat of [older, newer]) await page.request.delete(`/api/chats/${chat.id}`);
});
