import { pool } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';

/** Where an attempt comes from. */
export type SignInOrigin = {
  /** Network address, see lib/http/peer-address.ts. */
  peer: string;
  /** Set when this browser has signed in to this very account before: then it has a budget of its own. */
  knownDevice?: string;
};

type Budget = { key: string; attempts: number; minutes: number };

/**
 * Guessing slows down per account and per peer. A browser that has been signed in to the account before is counted by
 * itself, so that nobody can lock the owner out by guessing.
 */
function budgetsOf(email: string, origin: SignInOrigin): Budget[] {
  if (origin.knownDevice) return [{ key: `device:${origin.knownDevice}`, attempts: 20, minutes: 15 }];
  return [
    { key: `account:${email}`, attempts: 20, minutes: 15 },
    { key: `account-day:${email}`, attempts: 100, minutes: 24 * 60 },
    { key: `peer:${origin.peer}`, attempts: 30, minutes: 15 },
  ];
}

/**
 * Books an attempt before the password is looked at, so that many at once cannot slip through together. Throws
 * `rate_limited:sign-in` when a budget is used up. Returns what to call when the attempt turns out to be good.
 */
export async function bookAttempt(email: string, origin: SignInOrigin): Promise<() => Promise<void>> {
  const budgets = budgetsOf(email, origin);
  const keys = budgets.map((budget) => budget.key);
  const booked = await pool().query<{ id: string }>(
    `INSERT INTO sign_in_failure (key, created_at) SELECT unnest($1::text[]), now() AT TIME ZONE 'UTC' RETURNING id`,
    [keys],
  );
  const own = booked.rows.map((row) => row.id);
  for (const budget of budgets) {
    const wait = await secondsToWait(budget);
    if (wait === undefined) continue;
    // Refused attempts do not count: otherwise trying again would keep the door shut forever.
    await pool().query('DELETE FROM sign_in_failure WHERE id = ANY($1::bigint[])', [own]);
    throw new AppError('rate_limited:sign-in', 'Too many attempts. Please wait a while, or ask an admin for a reset link.', { retryAfterSeconds: wait });
  }
  return async () => {
    // A good password clears the account's count, but not the peer's: else an own account would buy endless guesses.
    const cleared = keys.filter((key) => !key.startsWith('peer:'));
    await pool().query(
      `DELETE FROM sign_in_failure WHERE key = ANY($1::text[]) OR id = ANY($2::bigint[]) OR created_at < now() AT TIME ZONE 'UTC' - interval '2 days'`,
      [cleared, own],
    );
  };
}

/** Seconds until the budget has room again; undefined while it has. */
async function secondsToWait({ key, attempts, minutes }: Budget): Promise<number | undefined> {
  const found = await pool().query<{ used: number; wait: number }>(
    `SELECT count(*)::int AS used,
            ceil(extract(epoch FROM min(created_at) + make_interval(mins => $2::int) - now() AT TIME ZONE 'UTC'))::int AS wait
     FROM sign_in_failure WHERE key = $1 AND created_at > now() AT TIME ZONE 'UTC' - make_interval(mins => $2::int)`,
    [key, minutes],
  );
  const row = found.rows[0];
  return row && row.used > attempts ? Math.max(1, row.wait) : undefined;
}
