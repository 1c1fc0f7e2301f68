import { expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { openSetup } from './open-setup';
import { isSetupOpen, isSetupToken, setUpPortal } from './set-up-portal';

setUpTestDatabase();

const input = (token: string, n = 0) => ({ token, name: 'Ada', email: `ada${n}@example.com`, password: 'umbrella kettle orbit', teamName: 'Engines' });

it('B9: of 20 who use the set-up link at once one wins, and the link is dead', async () => {
  const old = (await openSetup()) ?? '';
  const token = (await openSetup()) ?? '';
  await expect(setUpPortal(input(old))).rejects.toMatchObject({ code: 'forbidden:setup' });
  await expect(setUpPortal(input(''))).rejects.toMatchObject({ code: 'forbidden:setup' });
  await expect(setUpPortal({ ...input(token), password: 'short' })).rejects.toMatchObject({ code: 'bad_request:password' });
  expect([await isSetupOpen(), await isSetupToken(token), await isSetupToken(old)]).toEqual([true, true, false]);

  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => setUpPortal(input(token, n))));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(await db().membership.findMany({ select: { role: true, team: { select: { name: true, collections: { select: { name: true } } } } } })).toEqual([
    { role: 'owner', team: { name: 'Engines', collections: [{ name: 'General' }] } },
  ]);
  expect(await isSetupOpen()).toBe(false);
  expect(await openSetup()).toBeUndefined();
  await expect(setUpPortal(input(token, 99))).rejects.toMatchObject({ code: 'forbidden:setup' });
});
