import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { checkCredentials } from './check-credentials';
import { hashPassword } from './password';

const password = 'umbrella kettle orbit';
let email: string;
let userId: string;
let passwordHash: string;

setUpTestDatabase();
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  email = `${randomUUID()}@example.com`;
  userId = (await db().user.create({ data: { email, name: 'Ada', passwordHash } })).id;
});

type From = { peer?: string; device?: string };
const attempt = (typed: { email?: string; password?: string }, { peer = randomUUID(), device }: From = {}) =>
  checkCredentials({ email, password, ...typed }, { peer, deviceOf: async () => device }).then(
    () => 'in',
    (error: { code: string; message: string }) => error.code,
  );

describe('signing in', () => {
  it('A5: takes the address in any case and with spaces around it, but no look-alikes', async () => {
    expect(await attempt({ email: ` ${email.toUpperCase()} ` })).toBe('in');
    for (const other of [email.replace('@', '＠'), `"${email}"`, `${email},x@example.com`, `${email}\0`, '', `${email}\n`.repeat(2)]) {
      expect(await attempt({ email: other })).toBe('unauthorized:credentials');
    }
  });

  it('A5: answers an unknown address, a wrong password and a disabled account alike', async () => {
    const answers = new Set<string>();
    const collect = (typed: { email: string; password: string }) =>
      checkCredentials(typed, { peer: randomUUID(), deviceOf: async () => undefined }).catch((error: Error & { code: string }) => answers.add(`${error.code} ${error.message}`));
    await collect({ email: `nobody-${email}`, password });
    await collect({ email, password: 'wrong' });
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    await collect({ email, password });
    expect([...answers]).toEqual(['unauthorized:credentials E-mail address or password is wrong.']);
  });

  it('A5: takes as long for an unknown address as for a known one', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    await attempt({ password: 'warm up' });
    for (let n = 0; n < 30; n++) {
      // In turns, so that whatever else the machine does slows both alike.
      const [kind, address] = n % 2 ? (['known', email] as const) : (['unknown', `nobody-${email}`] as const);
      const start = performance.now();
      await attempt({ email: address, password: `wrong ${n}` });
      times[kind].push(performance.now() - start);
      if (n % 10 === 9) await db().signInFailure.deleteMany();
    }
    const median = (list: number[]) => list.toSorted((a, b) => a - b)[7] ?? 0;
    const [known, unknown] = [median(times.known), median(times.unknown)];
    // Generous, because other tests share the machine; without the stand-in hash the two differ twentyfold.
    expect(known / unknown).toBeGreaterThan(0.4);
    expect(known / unknown).toBeLessThan(2.5);
  });

  it('A6: guessing at one account from ever new peers stops, all at once or one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, () => attempt({ password: 'wrong' })));
    expect(answers.filter((code) => code === 'unauthorized:credentials').length).toBeLessThanOrEqual(20);
    expect(answers.filter((code) => code === 'rate_limited:sign-in').length).toBeGreaterThanOrEqual(130);
    for (let n = 0; n < 20; n++) await attempt({ password: 'wrong' });
    expect(await attempt({})).toBe('rate_limited:sign-in');
  });

  it('A6: the owner still gets in, from a browser that has been signed in before', async () => {
    for (let n = 0; n < 25; n++) await attempt({ password: 'wrong' });
    expect(await attempt({}, { device: 'my-laptop' })).toBe('in');
  });

  it('A6: a known device has a budget of its own, and not an endless one', async () => {
    for (let n = 0; n < 20; n++) expect(await attempt({ password: 'wrong' }, { device: 'thief' })).toBe('unauthorized:credentials');
    expect(await attempt({}, { device: 'thief' })).toBe('rate_limited:sign-in');
    expect(await attempt({})).toBe('in');
  });

  it('A6: one peer cannot try many accounts', async () => {
    const peer = randomUUID();
    const answers: string[] = [];
    for (let n = 0; n < 35; n++) answers.push(await attempt({ email: `someone-${n}@example.com` }, { peer }));
    expect(answers.filter((code) => code === 'unauthorized:credentials')).toHaveLength(30);
    expect(await attempt({}, { peer })).toBe('rate_limited:sign-in');
    expect(await attempt({}, { peer: randomUUID() })).toBe('in');
  });

  it('A6: the wait ends, by the clock of the database, and says how long it is', async () => {
    for (let n = 0; n < 20; n++) await attempt({ password: 'wrong' });
    await expect(checkCredentials({ email, password }, { peer: 'x', deviceOf: async () => undefined })).rejects.toMatchObject({ status: 429, retryAfterSeconds: expect.any(Number) });
    await db().$executeRaw`UPDATE sign_in_failure SET created_at = created_at - interval '16 minutes'`;
    expect(await attempt({})).toBe('in');
  });

  it('A6: not more than 100 wrong guesses in a row in a day, however slow', async () => {
    for (let n = 0; n < 100; n++) {
      await db().$executeRaw`UPDATE sign_in_failure SET created_at = created_at - interval '1 minute'`;
      await attempt({ password: 'wrong' });
    }
    await db().$executeRaw`UPDATE sign_in_failure SET created_at = created_at - interval '16 minutes'`;
    expect(await attempt({ password: 'wrong' })).toBe('rate_limited:sign-in');
  }, 60_000);
});
