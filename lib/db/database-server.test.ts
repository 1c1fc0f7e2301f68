import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { backgroundName } from './background-work';
import { setUpTestDatabase } from './test-database';

let clients: pg.Client[];

setUpTestDatabase();
beforeAll(async () => {
  clients = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL 
});
      await client.connect();
      return client;
    }),
  );
});
afterAll(() => Promise.all(clients.map((client) => client.end())));

/** Errors, simple statements and transactions leave their traces in the session that all share. */
const traces: ((client: pg.Client) => Promise<unknown>)[] = [
  (client) => client.query('SELECT 1 / $1::int', [0]).catch(() => {}),
  (client) => client.query('SELECT nothing FROM nowhere WHERE a = $1', [1]).catch(() => {}),
  async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT $1::int AS one', [1]);
    await client.query('COMMIT');
  },
];

describe('the embedded database, with many connections to its one session', () => {
  it('B5: gives each connection the rows of its own statement, however they overlap', async () => {
    // Long parameters do not fit into one packet, so that a statement's messages arrive apart.
    const padding = 'x'.repeat(200_000);
    await Promise.all(
      clients.map(async (client, who) => {
        for (let round = 0; round < 40; round++) {
          const long = round % 3 === who % 3 ? padding : '';
          const { rows } = await client.query(`SELECT ${who} AS who, $1::int AS round, length($2::text) AS size`, [round, long]);
          expect(rows).toEqual([{ who, round, size: long.length }]);
          await traces[round % traces.length]?.(client);
        }
      }),
    );
  });

  it('keeps a transaction to itself, and rolls it back when its connection breaks off', async () => {
    const [reader] = clients;
    const breaking = new pg.Client({ connectionString: process.env.DATABASE_URL });
    breaking.on('error', () => {});
    await breaking.connect();
    await breaking.query('BEGIN');
    await breaking.query(`INSERT INTO portal_setting (key, value) VALUES ('half', '1')`);
    const read = reader?.query(`SELECT count(*)::int AS count FROM portal_setting WHERE key = 'half'`);
    (breaking as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect((await read)?.rows).toEqual([{ count: 0 }]);
  });

  it('lets statements that somebody waits for go before background work, however long that has waited', async () => {
    const [holder, person] = clients;
    const worker = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: backgroundName });
    await worker.connect();
    await holder?.query('BEGIN');
    const order: string[] = [];
    const work = worker.query('SELECT 1').then(() => order.push('worker'));
    const question = person?.query('SELECT 1').then(() => order.push('person'));
    await holder?.query('COMMIT');
    await Promise.all([work, question]);
    expect(order).toEqual(['person', 'worker']);
    await worker.end();
  });

  it('gives background work its turn in the busiest portal', async () => {
    const worker = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: backgroundName });
    await worker.connect();
    let answer: unknown[] | undefined;
    const work = worker.query('SELECT 1 AS one').then(({ rows }) => (answer = rows));
    await Promise.all(clients.map(async (client) => { while (!answer) await client.query('SELECT 1'); }));
    expect(await work).toEqual([{ one: 1 }]);
    await worker.end();
  });

  it('goes on after an error in a statement', async () => {
    const [first, second] = clients;
    await Promise.all([
      expect(first?.query('SELECT $1::int / 0', [1])).rejects.toThrow(/division by zero/),
      expect(second?.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] }),
    ]);
    expect((await first?.query('SELECT $1::int AS two', [2]))?.rows).toEqual([{ two: 2 }]);
  });
});
