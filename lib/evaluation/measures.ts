/** What a ranked list is measured by; each is between 0 and 1. */
export const measureNames = ['ndcg@10', 'recall@5', 'recall@10'] as const;
export type MeasureName = (typeof measureNames)[number];
export type Measures = Record<MeasureName, number>;

/** Measures of one query's ranked entries against its judgements (entry → grade). */
export function measure(ranked: string[], judged: Map<string, number>): Measures {
  return { 'ndcg@10': ndcg(ranked, judged, 10), 'recall@5': recall(ranked, judged, 5), 'recall@10': recall(ranked, judged, 10) };
}

function ndcg(ranked: string[], judged: Map<string, number>, depth: number): number {
  const gain = (grades: number[]) => grades.slice(0, depth).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0);
  const ideal = gain([...judged.values()].filter((grade) => grade > 0).sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranked.map((id) => Math.max(0, judged.get(id) ?? 0))) / ideal;
}

function recall(ranked: string[], judged: Map<string, number>, depth: number): number {
  const relevant = [...judged].filter(([, grade]) => grade > 0).map(([id]) => id);
  const found = new Set(ranked.slice(0, depth));
  return relevant.length === 0 ? 0 : relevant.filter((id) => found.has(id)).length / relevant.length;
}

export type Interval = { value: number; low: number; high: number };

const resamples = 2_000;

/** The mean with its 95 % interval by bootstrap over queries; the same values always give the same interval. */
export function bootstrap(values: number[]): Interval {
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / (list.length || 1);
  const random = mulberry32(1);
  const means = Array.from({ length: resamples }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  const at = (share: number) => means[Math.min(resamples - 1, Math.floor(share * resamples))] ?? 0;
  return { value: mean(values), low: at(0.025), high: at(0.975) };
}

/** The value below which `share` (0–1) of the values lie. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** A small seeded generator of numbers from 0 to 1. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
