import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backgroundName } from './background-work';
import { DatabaseServer } from './database-server';

const kept = 3;
let folder: string;
let database: PGlite;
let server: DatabaseServer;
const ends: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-statements-'));
  database = await PGlite.create();
  server = new DatabaseServer(database, kept);
  await server.listen({ path: path.join(folder, '.s.PGSQL.5432') });
});
beforeEach(async () => {
  // A change of tables: everything is forgotten.
  const client = await connected();
  await client.query('DROP TABLE IF EXISTS thing; CREATE TABLE thing (id int PRIMARY KEY, name text)');
  await client.query(`INSERT INTO thing SELECT n, 'thing ' || n FROM generate_series(1, 5) n`);
});
afterAll(async () => {
  for (const end of ends) await end();
  await server.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function connected(application_name = backgroundName): Promise<pg.Client> {
  const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres', application_name });
  await client.connect();
  ends.push(() => client.end());
  return client;
}

/** What the session has prepared, in the order of its names. */
async function prepared(): Promise<string[]> {
  const { rows } = await database.query<{ statement: string }>(`SELECT statement FROM pg_prepared_statements WHERE name <> '' ORDER BY prepare_time`);
  return rows.map((row) => row.statement);
}

const one = 'SELECT name FROM thing WHERE id = $1';

describe('statements that come again, in the embedded database', () => {
  it('are prepared the second time, whichever connection they come from, and answer with their own values', async () => {
    const clients = await Promise.all([connected(), connected(), connected()]);
    await clients[0]?.query(one, [1]);
    expect(await prepared()).toEqual([]);
    await Promise.all(
      clients.map(async (client, who) => {
        for (let round = 0; round < 20; round++) {
          const id = 1 + ((round + who) % 5);
          expect((await client.query(one, [id])).rows).toEqual([{ name: `thing ${id}` }]);
        }
      }),
    );
    expect(await prepared()).toEqual([one]);
  });

  it('are told apart by the types of their values', async () => {
    const wire = await openWire();
    const type = 'SELECT pg_typeof($1)::text';
    for (let round = 0; round < 3; round++) {
      expect(await wire.ask(parse(type, [23]), bind(['7']), execute, sync)).toMatchObject({ rows: [['integer']] });
      expect(await wire.ask(parse(type, [20]), bind(['7']), execute, sync)).toMatchObject({ rows: [['bigint']] });
    }
    expect(await prepared()).toEqual([type, type]);
  });

  it('answer message by message as without a name: described, in a failed transaction, with a wrong value', async () => {
    const wire = await openWire();
    const types: string[][] = [];
    for (let round = 0; round < 3; round++) {
      const described = await wire.ask(parse(one), describeStatement, bind(['2']), describePortal, execute, sync);
      expect(described.rows).toEqual([['thing 2']]);
      const wrong = await wire.ask(parse(one), bind(['two']), execute, sync);
      await wire.ask(query('BEGIN'));
      await wire.ask(parse('SELECT 1 / $1::int'), bind(['0']), execute, sync);
      const late = await wire.ask(parse(one), bind(['2']), execute, sync);
      await wire.ask(query('ROLLBACK'));
      types.push([described.types, wrong.types, late.code ?? '']);
    }
    expect(types[0]).toEqual(['1tT2TDCZ', '1EZ', '25P02']);
    expect(types.every((round) => round[0] === '1tT2TDCZ' && round[1] === '1EZ' && round[2] === '25P02')).toBe(true);
  });

  it('are left alone where several stand in a row, or where they are bound another time', async () => {
    const wire = await openWire();
    for (let round = 0; round < 3; round++) {
      const row = await wire.ask(parse(one), bind(['1']), execute, parse('SELECT 2'), bind([]), execute, sync);
      expect(row).toMatchObject({ types: '12DC12DCZ', rows: [['thing 1'], ['2']] });
      const broken = await wire.ask(parse(one), bind(['1']), execute, parse('SELECT nothing'), bind([]), execute, sync);
      expect(broken).toMatchObject({ types: '12DCEZ', rows: [['thing 1']] });
      await wire.ask(query('BEGIN'));
      expect(await wire.ask(parse(one), sync)).toMatchObject({ types: '1Z' });
      expect(await wire.ask(bind(['3']), execute, sync)).toMatchObject({ types: '2DCZ', rows: [['thing 3']] });
      await wire.ask(query('COMMIT'));
    }
    expect(await prepared()).toEqual([]);
  });

  it('leave nothing behind when they are wrong, and are prepared once they are right', async () => {
    const client = await connected();
    const later = 'SELECT size FROM thing WHERE id = $1';
    for (let round = 0; round < 3; round++) await expect(client.query(later, [1])).rejects.toThrow(/"size" does not exist/);
    expect(await prepared()).toEqual([]);
    await client.query('ALTER TABLE thing ADD COLUMN size int NOT NULL DEFAULT 4');
    for (let round = 0; round < 3; round++) expect((await client.query(later, [1])).rows).toEqual([{ size: 4 }]);
    expect(await prepared()).toEqual([later]);
  });

  it('are prepared anew after a change of tables, also in a transaction and after it was undone', async () => {
    const [client, other] = [await connected(), await connected()];
    const all = 'SELECT * FROM thing WHERE id = $1';
    const first = { id: 1, name: 'thing 1' };
    for (let round = 0; round < 7; round++) expect((await client.query(all, [1])).rows).toEqual([first]);
    await other.query('BEGIN');
    await other.query('ALTER TABLE thing ADD COLUMN size int NOT NULL DEFAULT 4');
    for (let round = 0; round < 3; round++) expect((await other.query(all, [1])).rows).toEqual([{ ...first, size: 4 }]);
    await other.query('ROLLBACK');
    await client.query('BEGIN');
    for (let round = 0; round < 3; round++) expect((await client.query(all, [1])).rows).toEqual([first]);
    await client.query('COMMIT');
    await other.query('ALTER TABLE thing ADD COLUMN colour text');
    for (let round = 0; round < 3; round++) expect((await client.query(all, [1])).rows).toEqual([{ ...first, colour: null }]);
  });

  it('are sent again as they were where what they rest on has gone unseen', async () => {
    const client = await connected();
    const all = 'SELECT * FROM thing WHERE id = $1';
    for (let round = 0; round < 3; round++) await client.query(all, [1]);
    // Past the server: it sees none of this.
    await database.exec('ALTER TABLE thing ADD COLUMN size int NOT NULL DEFAULT 4');
    expect((await client.query(all, [1])).rows).toEqual([{ id: 1, name: 'thing 1', size: 4 }]);
    for (let round = 0; round < 3; round++) await client.query(all, [1]);
    expect(await prepared()).toEqual([all]);
    await database.exec('DEALLOCATE ALL');
    expect((await client.query(all, [2])).rows).toEqual([{ id: 2, name: 'thing 2', size: 4 }]);
  });

  it('make way for others: the longest unused one is freed', async () => {
    const client = await connected();
    const texts = [1, 2, 3, 4].map((n) => `SELECT name, ${n} AS n FROM thing WHERE id = $1`);
    const twice = async (n: number) => {
      for (let round = 0; round < 2; round++) expect((await client.query(texts[n] ?? '', [1])).rows).toEqual([{ name: 'thing 1', n: n + 1 }]);
    };
    await twice(0);
    await twice(1);
    await twice(2);
    await twice(0);
    await twice(3);
    await client.query('SELECT 1');
    expect((await prepared()).sort()).toEqual([texts[0], texts[2], texts[3]]);
  });

  it('survive transactions and errors around them, and statements that change no table', async () => {
    const client = await connected();
    for (let round = 0; round < 2; round++) await client.query(one, [1]);
    await client.query('BEGIN');
    await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toThrow(/division/);
    await client.query('ROLLBACK');
    await client.query('ANALYZE thing');
    await client.query('BEGIN; LOCK TABLE thing; COMMIT');
    await client.query('SELECT 1');
    expect(await prepared()).toEqual([one]);
    await client.query('SET enable_seqscan = on');
    await client.query('SELECT 1');
    expect(await prepared()).toEqual([]);
  });

  it('of people are planned each time', async () => {
    const person = await connected('footnote');
    for (let round = 0; round < 3; round++) expect((await person.query(one, [1])).rows).toEqual([{ name: 'thing 1' }]);
    expect(await prepared()).toEqual([]);
  });
});

/** A connection on which messages are sent as they are, and a series of them is answered up to ReadyForQuery. */
async function openWire() {
  const socket = connect(path.join(folder, '.s.PGSQL.5432'));
  ends.push(() => socket.destroy());
  const parameters = Buffer.from(`user\0postgres\0application_name\0${backgroundName}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + parameters.length, 0);
  head.writeInt32BE(196608, 4);
  await answerOf(socket, Buffer.concat([head, parameters]));
  return { ask: (...messages: Buffer[]) => answerOf(socket, Buffer.concat(messages)) };
}

function answerOf(socket: Socket, bytes: Buffer): Promise<{ types: string; rows: string[][]; code?: string }> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const read = (data: Buffer) => {
      received = Buffer.concat([received, data]);
      const answer = { types: '', rows: [] as string[][], code: undefined as string | undefined };
      for (let at = 0; at + 5 <= received.length; ) {
        const end = at + 1 + received.readInt32BE(at + 1);
        if (end > received.length) return;
        const type = String.fromCharCode(received[at] ?? 0);
        if (!'NSRK'.includes(type)) answer.types += type;
        if (type === 'D') answer.rows.push(columnsOf(received.subarray(at + 5, end)));
        if (type === 'E') answer.code = received.toString('latin1', at + 5, end).split('\0').find((field) => field.startsWith('C'))?.slice(1);
        at = end;
        if (type !== 'Z') continue;
        socket.off('data', read);
        resolve(answer);
        return;
      }
    };
    socket.on('data', read);
    socket.write(bytes);
  });
}

function columnsOf(row: Buffer): string[] {
  const columns: string[] = [];
  for (let at = 2, n = row.readInt16BE(0); n > 0; n--) {
    const length = row.readInt32BE(at);
    columns.push(row.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return columns;
}

function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)));
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

const short = (value: number) => Buffer.from([value >> 8, value & 255]);
const long = (value: number) => Buffer.from([0, 0, value >> 8, value & 255]);
const query = (sql: string) => message('Q', sql);
const parse = (sql: string, types: number[] = []) => message('P', '', sql, short(types.length), ...types.map(long));
const bind = (values: string[]) => message('B', '', '', short(0), short(values.length), ...values.flatMap((value) => [long(value.length), Buffer.from(value)]), short(0));
const describeStatement = message('D', Buffer.from('S'), '');
const describePortal = message('D', Buffer.from('P'), '');
const execute = message('E', '', long(0));
const sync = message('S');
