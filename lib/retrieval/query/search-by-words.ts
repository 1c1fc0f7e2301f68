import { type KeywordAnswer, keywordIndex } from '../keyword/keyword-index';
import type { PreparedQuery } from './prepare-query';

/** What a word that was not typed counts, beside one that was. */
const alsoWeight = 0.6;

/**
 * The passages that hold the question's words, best first, or those that it was also searched for, which count less.
 * Both are asked of the same index: a score is a sum over words, so that the two can be added.
 */
export async function searchByWords({ reach, text, ownWords, also }: PreparedQuery, limit: number): Promise<KeywordAnswer> {
  const index = await keywordIndex();
  // Own words of a follow-up question come twice, and so count twice, beside those from the conversation.
  const [typed, others] = await Promise.all([
    index.search(reach, ownWords ? `${ownWords} ${text}` : text, limit),
    also.length === 0 ? undefined : index.search(reach, also.flatMap(({ terms }) => terms).join(' '), limit),
  ]);
  if (!others) return typed;
  const scores = new Map(typed.hits.map((hit) => [hit.passageId, hit.score]));
  addTo(scores, others.hits.map((hit) => [hit.passageId, hit.score]));
  return {
    hits: [...scores]
      .map(([passageId, score]) => ({ passageId, score }))
      .sort((a, b) => b.score - a.score || (a.passageId < b.passageId ? -1 : 1))
      .slice(0, limit),
    async scoresOf(passageIds, most) {
      const [own, other] = await Promise.all([typed.scoresOf(passageIds, most), others.scoresOf(passageIds, most)]);
      addTo(own, other);
      return own;
    },
  };
}

function addTo(scores: Map<string, number>, others: Iterable<[string, number]>): void {
  for (const [passageId, score] of others) scores.set(passageId, (scores.get(passageId) ?? 0) + alsoWeight * score);
}
