import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { signInAsOwner } from './signed-in';

// playwright.config.ts allows this host; no other private one.
const pages = new Map<string, string>();
let server: Server;
let origin = '';

const html = (title: string, words: string, ...links: string[]) =>
  `<!doctype html><title>${title}</title><main><h1>${title}</h1><p>${words}</p>${links.map((link) => `<a href="${link}">${link}</a> `).join('')}</main>`;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(page ?? 'Nothing here.');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.afterAll(() => server.close());

test.beforeEach(async ({ page }) => {
  pages.clear();
  pages.set('/wiki/', html('Harbour wiki', 'All that keepers of the harbour need.', 'boats', 'lamps'));
  pages.set('/wiki/boats', html('Boats', 'The pilot boat leaves at six in the morning.'));
  pages.set('/wiki/lamps', html('Lamps', 'Lamps are trimmed at dusk.'));
  await signInAsOwner(page);
});

async function startImport(page: Page, address: string, kind?: string): Promise<void> {
  await page.goto('/admin/documents');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import from the web' });
  await dialog.getByLabel('Address').fill(address);
  if (kind) {
    await dialog.getByRole('combobox', { name: 'What to import' }).click();
    await page.getByRole('option', { name: kind }).click();
  }
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
}

const item = (page: Page, path: string) => page.getByRole('row').filter({ hasText: `${origin}${path}` });

test('a site is imported, found, brought up to date, and what is gone is removed on demand', async ({ page }) => {
  await startImport(page, `${origin}/wiki/`, 'A site, a part of it, or a sitemap');
  await expect(page.getByRole('heading', { level: 1, name: `${origin}/wiki/` })).toBeVisible();
  await expect(page.getByText('3 pages, 3 added.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Done')).toBeVisible();

  await item(page, '/wiki/boats').getByRole('link', { name: 'boats.html' }).click();
  await expect(page.getByText(`From ${origin}/wiki/boats`)).toBeVisible();
  await expect(page.getByRole('listitem').getByText('The pilot boat leaves at six in the morning.')).toBeVisible({ timeout: 40_000 });

  pages.set('/wiki/boats', html('Boats', 'The pilot boat leaves at seven in the morning.'));
  pages.delete('/wiki/lamps');
  await page.goto('/admin/documents/imports');
  await page.getByRole('link', { name: `${origin}/wiki/` }).click();
  await page.getByRole('button', { name: 'Import again' }).click();
  await expect(page.getByText('3 pages, 1 updated, 1 unchanged, 1 no longer there.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Remove 1 document' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove 1 document' }).click();
  await expect(page.getByText('1 document deleted.')).toBeVisible();
  await expect(page.getByText('2 pages, 1 updated, 1 unchanged.')).toBeVisible();
});

test('D1: an address in a private network is refused in the dialog, and one that is not there says so', async ({ page }) => {
  await startImport(page, 'http://localhost:8080/admin');
  const dialog = page.getByRole('dialog', { name: 'Import from the web' });
  await expect(dialog.getByText('lies in a private network')).toBeVisible();
  await dialog.getByLabel('Address').fill(`${origin}/nothing`);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('alert').getByText('There is no page at this address.')).toBeVisible({ timeout: 30_000 });
});
