import type { Viewer } from '@/lib/auth/viewer';
import { readQuery } from '@/lib/retrieval/query/read-query';
import { retrieve } from '@/lib/retrieval/retrieve';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import { bestSentence, excerptAround } from './best-sentence';
import type { SearchAnswer, SearchMode, SearchResult } from './search-result';
import { wordSpans } from './word-spans';

/** From this cosine on a passage counts as close in meaning; below it and without a common word it is no result. */
const closeInMeaning = 0.3;

export type SearchOptions = {
  query: string;
  /** Only this collection; one that the viewer may not see gives no results. */
  collectionId?: string;
  mode?: SearchMode;
  /** How many results to return; 20 when not given. */
  limit?: number;
};

/** The passages that answer a search best, each with the sentence to open it at. */
export async function search(viewer: Viewer, { query, collectionId, mode = 'hybrid', limit = 20 }: SearchOptions): Promise<SearchAnswer> {
  const { passages, searched, notices } = await retrieve(viewer, {
    question: query,
    mode,
    limit,
    scope: collectionId ? { collectionIds: [collectionId], documentIds: [] } : undefined,
  });
  const words = readQuery(query).text;
  return { results: passages.flatMap((passage) => resultOf(passage, words) ?? []), searched, notices };
}

function resultOf(passage: RetrievedPassage, query: string): SearchResult | undefined {
  const why = whyFound(passage);
  if (!why) return undefined;
  const sentence = bestSentence(passage, query);
  const around = excerptAround(passage, sentence);
  const excerpt = passage.text.slice(around.start - passage.start, around.end - passage.start);
  return {
    passageId: passage.passageId,
    documentId: passage.documentId,
    versionId: passage.versionId,
    documentName: passage.documentName,
    collectionId: passage.collectionId,
    heading: passage.heading,
    page: passage.page,
    ...sentence,
    excerpt,
    marks: wordSpans(excerpt, query),
    why,
  };
}

function whyFound({ keyword, vector }: RetrievedPassage): SearchResult['why'] | undefined {
  const close = vector !== undefined && vector.score >= closeInMeaning;
  if (keyword) return close ? 'both' : 'keyword';
  return close ? 'meaning' : undefined;
}
