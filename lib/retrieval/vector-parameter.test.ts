import { describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { vectorParameter, vectorsParameter } from './vector-parameter';

setUpTestDatabase();

const stored = async (vectors: Float32Array[]) => {
  const rows = await db().$queryRawUnsafe<{ vector: string }[]>('SELECT unnest($1::vector[])::text AS vector', await vectorsParameter(db(), vectors));
  return rows.map(({ vector }) => Float32Array.from(JSON.parse(vector) as number[]));
};

describe('vectors as a parameter', () => {
  it('arrive as they are, to the last bit, and in their order', async () => {
    const vectors = Array.from({ length: 50 }, (_, i) => Float32Array.from({ length: 384 }, (_, j) => Math.sin(i * 384 + j) / 19.6));
    vectors.push(Float32Array.from([0, -0, 1, -1, 1e-20, -3.4e38, 1 / 3]));
    expect(await stored(vectors)).toEqual(vectors);
  });

  it('arrive alone as well', async () => {
    const vector = Float32Array.from({ length: 384 }, (_, i) => Math.cos(i) / 19.6);
    const { rows } = await pool().query<{ vector: string }>('SELECT $1::vector::text AS vector', [vectorParameter(vector)]);
    expect(Float32Array.from(JSON.parse(rows[0]?.vector ?? '[]') as number[])).toEqual(vector);
  });

  it('may be none, and must be numbers', async () => {
    expect(await stored([])).toEqual([]);
    await expect(stored([Float32Array.from([1, Number.NaN])])).rejects.toThrow(/NaN/);
  });
});
