import { type KeywordHit, keywordIndex } from '../keyword/keyword-index';
import type { PreparedQuery } from './prepare-query';

/** What a word that was not typed counts, beside one that was. */
const alsoWeight = 0.6;

/**
 * The passages that hold the question's words, best first, or those that it was also searched for, which count less.
 * Both are asked of the same index: a score is a sum over words, so that the two can be added.
 */
export async function searchByWords({ reach, text, also }: PreparedQuery, limit: number): Promise<KeywordHit[]> {
  const index = await keywordIndex();
  const [typed, others] = await Promise.all([
    index.search(reach, text, limit),
    also.length === 0 ? [] : index.search(reach, also.flatMap(({ terms }) => terms).join(' '), limit),
  ]);
  if (others.length === 0) return typed;
  const scores = new Map(typed.map((hit) => [hit.passageId, hit.score]));
  for (const hit of others) scores.set(hit.passageId, (scores.get(hit.passageId) ?? 0) + alsoWeight * hit.score);
  return [...scores]
    .map(([passageId, score]) => ({ passageId, score }))
    .sort((a, b) => b.score - a.score || (a.passageId < b.passageId ? -1 : 1))
    .slice(0, limit);
}
