import { randomUUID } from 'node:crypto';
import { pool } from '@/lib/db/client';

/** Someone else writes to the index now. */
export class LeaseLost extends Error {
  constructor() {
    super('Another worker writes to the keyword index.');
    this.name = 'LeaseLost';
  }
}

/** A writer that has not been heard of for this long is taken to be dead. */
const expiry = '30 seconds';
/** Milliseconds after which a lease is renewed. */
const renewal = 8_000;

/**
 * The right to write to the index: one process has it at a time, so that writings arrive in their order. It is kept in
 * the database because the embedded one has a single session, which makes its locks worthless between processes.
 */
export class Lease {
  private readonly holder = randomUUID();
  private renewedAt = -Infinity;

  /** Takes or renews the lease. Throws {@link LeaseLost}. */
  async hold(): Promise<void> {
    if (performance.now() - this.renewedAt < renewal) return;
    const taken = await pool().query(
      `INSERT INTO portal_setting AS held (key, value)
       VALUES ('keyword-lease', jsonb_build_object('holder', $1::text, 'until', now() + interval '${expiry}'))
       ON CONFLICT (key) DO UPDATE SET value = excluded.value
       WHERE held.value ->> 'holder' = $1 OR (held.value ->> 'until')::timestamptz < now()`,
      [this.holder],
    );
    if (taken.rowCount === 0) throw new LeaseLost();
    this.renewedAt = performance.now();
  }

  /** Takes the lease from whoever has it: for the start of the only worker, whose predecessor may have been killed. */
  async seize(): Promise<void> {
    await pool().query(`DELETE FROM portal_setting WHERE key = 'keyword-lease'`);
    await this.hold();
  }

  /** Gives the lease back. */
  async release(): Promise<void> {
    this.renewedAt = -Infinity;
    await pool().query(`DELETE FROM portal_setting WHERE key = 'keyword-lease' AND value ->> 'holder' = $1`, [this.holder]);
  }
}
