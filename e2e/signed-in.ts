import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

export const owner = { name: 'Olive Owner', email: 'owner@example.com', password: 'a long walk on a short pier' };
export const teamName = 'Northwind Rail';

/** Signs the page in as the portal's owner; the first test to come sets the portal up. */
export async function signInAsOwner(page: Page): Promise<void> {
  const file = path.join(process.env.E2E_DATA ?? '', 'setup-link');
  if (existsSync(file)) {
    const token = new URL(readFileSync(file, 'utf8').trim()).searchParams.get('token');
    const made = await page.request.post('/api/setup', { data: { token, ...owner, teamName } });
    if (made.ok()) return;
  }
  const answer = await page.request.post('/api/session', { data: { email: owner.email, password: owner.password } });
  expect(answer.ok(), await answer.text()).toBe(true);
}
