import { type APIRequestContext, expect } from '@playwright/test';

/** Makes an account with this address in the owner's team, and signs `client` in with it. Repeating it signs in only. */
export async function signInAsColleague(owner: APIRequestContext, client: APIRequestContext, person: { name: string; email: string; password: string }): Promise<void> {
  const known = await client.post('/api/session', { data: { email: person.email, password: person.password } });
  if (known.ok()) return;
  const invited = await owner.post('/api/invitations', { data: { role: 'viewer', email: person.email } });
  expect(invited.ok(), await invited.text()).toBe(true);
  const { path } = (await invited.json()) as { path: string };
  const joined = await client.post(`/api${path}`, { data: person });
  expect(joined.ok(), await joined.text()).toBe(true);
}
