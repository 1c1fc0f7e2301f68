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
  mode?: SearchMode;
  /** How many results to return; 20 when not given. */
  limit?: number;
};

/** The passages that answer a search best, each with the sentence to open it at. */
export async function search(viewer: Viewer, { query, mode = 'hybrid', limit = 20 }: SearchOptions): Promise<SearchAnswer> {
  const { passages, searched, also, notices } = await retrieve(viewer, { question: query, mode, limit });
  const typed = readQuery(query).text;
  const words = [typed, ...also.flatMap(({ terms }) => terms)].join(' ');
  return { results: passages.flatMap((passage) => resultOf(passage, typed, words) ?? []), searched, also, notices };
}

/** `words` are the typed ones and the other names that were searched for. */
function resultOf(passage: RetrievedPassage, typed: string, words: string): SearchResult | undefined {
  const why = whyFound(passage, typed, words);
  if (!why) return undefined;
  const sentence = bestSentence(passage, words);
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
    marks: wordSpans(excerpt, words),
    why,
  };
}

function whyFound({ keyword, exact, similarity, text, context }: RetrievedPassage, typed: string, words: string): SearchResult['why'] | undefined {
  const close = similarity >= closeInMeaning;
  if (!keyword && !exact) return close ? 'meaning' : undefined;
  if (words !== typed && wordSpans(`${context} ${text}`, typed).length === 0) return 'other-name';
  return close ? 'both' : 'keyword';
}
