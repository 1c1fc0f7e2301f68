/** What BM25 needs to know of a question's words and of the passages they were found in. */
export type Evidence = {
  /** How often the question says each stem. */
  counts: Map<string, number>;
  /** Passages of the team that hold each stem, and passages of the team altogether. */
  holding: Map<string, number>;
  passages: number;
};

// As for the BM25 index in PostgreSQL: see there.
const k1 = 0.9;
const b = 0.4;

/**
 * BM25 (Robertson and Zaragoza 2009) over the stems of a passage; 0 where it shares no word with the question. Lengths
 * are compared with the mean of `candidates`, the passages that were found.
 */
export function scoring(evidence: Evidence, candidates: Map<string, string[]>): (stems: string[]) => number {
  const total = [...candidates.values()].reduce((sum, stems) => sum + stems.length, 0);
  const mean = total / (candidates.size || 1) || 1;
  const weights = new Map([...evidence.counts].map(([stem, count]) => [stem, count * rarity(evidence, stem)]));
  return (stems) => {
    const found = new Map<string, number>();
    for (const stem of stems) if (weights.has(stem)) found.set(stem, (found.get(stem) ?? 0) + 1);
    const norm = k1 * (1 - b + (b * stems.length) / mean);
    return [...found].reduce((sum, [stem, count]) => sum + ((weights.get(stem) ?? 0) * count * (k1 + 1)) / (count + norm), 0);
  };
}

function rarity({ holding, passages }: Evidence, stem: string): number {
  // Counted at different moments, there may be more that hold a word than there are.
  const count = Math.min(holding.get(stem) ?? 0, passages);
  return Math.log(1 + (passages - count + 0.5) / (count + 0.5));
}
