import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { config } from '@/lib/config/config';
import { PrismaClient } from './generated/client';

// Next's dev server re-evaluates modules on each change; the pool must survive that.
const shared = globalThis as unknown as { footnotePool?: pg.Pool; footnoteDb?: PrismaClient };

/** The connection pool behind Prisma, for the SQL that Prisma cannot express (vectors, BM25). */
export function pool(): pg.Pool {
  if (!shared.footnotePool) {
    shared.footnotePool = new pg.Pool({ connectionString: config().databaseUrl, max: 10 });
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    shared.footnotePool.on('error', (error) => console.error('database connection lost:', error.message));
  }
  return shared.footnotePool;
}

/** The Prisma client of this process. */
export function db(): PrismaClient {
  // The embedded database serves one transaction at a time: those who come together wait for their turn.
  shared.footnoteDb ??= new PrismaClient({ adapter: new PrismaPg(pool()), transactionOptions: { maxWait: 15_000, timeout: 20_000 } });
  return shared.footnoteDb;
}

/** The client inside `db().$transaction(async (tx) => …)`. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** What both kinds of transaction can do: a Prisma client's, and {@link transaction}'s. */
export type Sql = {
  $queryRawUnsafe<T>(text: string, ...values: unknown[]): Promise<T>;
  $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number>;
};

/**
 * SQL without Prisma, outside of any transaction or on a connection that is in one. Prisma takes longer over a statement
 * than the database does, and writes what is binary as text on the way: for what every document goes through.
 */
export function sql(client: pg.Pool | pg.PoolClient = pool()): Sql {
  return {
    $queryRawUnsafe: async <T>(text: string, ...values: unknown[]) => (await client.query(text, values)).rows as T,
    $executeRawUnsafe: async (text, ...values) => (await client.query(text, values)).rowCount ?? 0,
  };
}

/** One transaction without Prisma, rolled back when `work` throws. */
export async function transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  // A connection that breaks tells its statement; without a listener it would end the process as well.
  const ignore = () => {};
  client.on('error', ignore);
  let isBroken = false;
  try {
    await client.query('BEGIN');
    const result = await work(sql(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (isBroken = true));
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(isBroken);
  }
}

/** Closes the pool; for scripts, tests and orderly ends. */
export async function disconnect(): Promise<void> {
  await shared.footnoteDb?.$disconnect();
  await shared.footnotePool?.end();
  shared.footnoteDb = undefined;
  shared.footnotePool = undefined;
}
