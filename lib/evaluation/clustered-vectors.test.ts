import { expect, it } from 'vitest';
import { clusteredVectors, randomCentres } from './clustered-vectors';

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

it('spreads vectors of length 1 around their centres, the same ones each time', () => {
  const centres = randomCentres(5, 384);
  const take = () => {
    const source = clusteredVectors(centres, 2);
    return Array.from({ length: 50 }, () => source.next().value);
  };
  const vectors = take();
  expect(take()).toEqual(vectors);
  for (const vector of vectors) {
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    const [nearest = 0, second = 0] = centres.map((centre) => cosine(vector, centre)).sort((a, b) => b - a);
    expect(nearest).toBeGreaterThan(0.8);
    expect(second).toBeLessThan(0.4);
  }
});
