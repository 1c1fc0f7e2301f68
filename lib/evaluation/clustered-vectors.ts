import { normalise } from '@/lib/ai/embedding/embedding-space';
import { mulberry32 } from './measures';

/**
 * Vectors spread around given ones as passages on the same subject are, endless and repeatable. Uniform noise would not
 * do: in 384 dimensions all of it is equally far apart, which no text is and which no index can sort. `distance` is the
 * length of what is added to a vector of length 1; 0.6 puts neighbours at a cosine of about 0.75.
 */
export function* clusteredVectors(centres: Float32Array[], seed = 1, distance = 0.6): Generator<Float32Array, never> {
  const random = mulberry32(seed);
  for (;;) {
    const centre = centres[Math.floor(random() * centres.length)] ?? new Float32Array();
    const noise = normalise(centre.map(() => gaussian(random)));
    yield normalise(centre.map((value, i) => value + distance * (noise[i] ?? 0)));
  }
}

/** Centres for {@link clusteredVectors} where there is no text to take them from. */
export function randomCentres(count: number, dimensions: number, seed = 7): Float32Array[] {
  const random = mulberry32(seed);
  return Array.from({ length: count }, () => normalise(new Float32Array(dimensions).map(() => gaussian(random))));
}

/** A normally distributed number (Box and Muller). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
