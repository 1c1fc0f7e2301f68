import type { Viewer } from '@/lib/auth/viewer';
import { searchByWords } from '@/lib/retrieval/query/search-by-words';
import { cosinesOf } from '@/lib/retrieval/read-passages';
import type { RetrievalTrace } from '@/lib/retrieval/retrieval-trace';
import { vectorSearch } from '@/lib/retrieval/vector-search';
import type { DocumentExplanation } from './explanation';
import type { VisibleDocument } from './visible-document';

/** So many passages of the document are compared with the ends of the lists. */
const compared = 20;

/** What the lists would have given a document's passages, which none of them brought, and where the lists end. */
export async function bestScores(
  viewer: Viewer,
  { query, lists }: RetrievalTrace,
  document: VisibleDocument,
): Promise<{ figures: Pick<DocumentExplanation['figures'], 'keyword' | 'vector'>; sentences: string[] }> {
  if (!query || !lists) return { figures: {}, sentences: [] };
  const { keyword, vector } = lists;
  // Found within the document, scored as the lists of the whole search score.
  const reach = { ...query.reach, scope: { collectionIds: [], documentIds: [document.id] } };
  const [byWords, byMeaning] = await Promise.all([
    keyword && searchByWords({ ...query, reach }, compared),
    vector && vectorSearch(reach, vector.question, compared, document.passages),
  ]);
  const ids = [...new Set([...(byWords?.hits ?? []), ...(byMeaning ?? [])].map((hit) => hit.passageId))];
  const [words, cosines] = await Promise.all([keyword?.scoresOf(ids), vector && cosinesOf(viewer.teamId, ids, vector.question)]);
  const [bestWords, bestCosine] = [best(words), best(cosines)];
  const sentences: string[] = [];
  if (keyword) sentences.push(bestWords === undefined ? 'By words: it holds none of the question’s words that are searched for.' : `By words: its best score is ${shown(bestWords)}${endOf(keyword.hits)}.`);
  if (vector && bestCosine !== undefined) sentences.push(`By meaning: its best cosine is ${shown(bestCosine)}${endOf(vector.hits)}.`);
  return {
    figures: { ...(bestWords !== undefined && { keyword: { score: bestWords } }), ...(bestCosine !== undefined && { vector: { score: bestCosine } }) },
    sentences,
  };
}

function best(scores: Map<string, number> | undefined): number | undefined {
  return scores && scores.size > 0 ? Math.max(...scores.values()) : undefined;
}

function endOf(hits: { score: number }[]): string {
  const last = hits.at(-1);
  return last ? `, and the list of ${hits.length} ends at ${shown(last.score)}` : '';
}

function shown(score: number): string {
  return score.toFixed(3);
}
