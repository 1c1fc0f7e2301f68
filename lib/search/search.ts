import { contentWords } from '@/lib/ai/content-words';
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
  const { passages, searched, also, notices, unread } = await retrieve(viewer, { question: query, mode, limit });
  const typed = readQuery(query).text;
  const names = also.flatMap(({ terms }) => terms);
  const read = unread ? passages.map((passage) => ({ ...passage, similarity: 0 })) : passages;
  return { results: read.flatMap((passage) => resultOf(passage, typed, names) ?? []), searched, also, notices };
}

/** `names` are what was searched for besides the typed words; of several words only those count of which none is missing. */
function resultOf(passage: RetrievedPassage, typed: string, names: string[]): SearchResult | undefined {
  const present = new Set(names.length > 0 ? contentWords(`${passage.context} ${passage.text}`) : []);
  const held = names.filter((name) => contentWords(name).every((word) => present.has(word)));
  const onlyNames = names.length > 0 && !contentWords(typed).some((word) => present.has(word));
  const why = onlyNames ? whyFoundByName(passage, held) : whyFound(passage);
  if (!why) return undefined;
  const words = [typed, ...held].join(' ');
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
    slide: passage.slide,
    ...sentence,
    excerpt,
    marks: wordSpans(excerpt, words),
    why,
  };
}

function whyFound({ keyword, exact, similarity }: RetrievedPassage): SearchResult['why'] | undefined {
  const close = similarity >= closeInMeaning;
  if (keyword || exact) return close ? 'both' : 'keyword';
  return close ? 'meaning' : undefined;
}

function whyFoundByName({ keyword, similarity }: RetrievedPassage, held: string[]): SearchResult['why'] | undefined {
  if (keyword && held.length > 0) return 'other-name';
  return similarity >= closeInMeaning ? 'meaning' : undefined;
}
