import type { Span } from '@/lib/ingest/parse/parsed-document';
import { sentencesOf } from '@/lib/ingest/sentences';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import { wordSpans } from './word-spans';

/** How long an excerpt may be, in UTF-16 code units, before neighbours of the best sentence are left out. */
const excerptLength = 360;

type Read = Pick<RetrievedPassage, 'text' | 'start' | 'end' | 'sentences'>;

/**
 * The sentence of a passage to show first: the one closest in meaning where that is known, else the one with the most
 * words of the query. In canonical positions.
 */
export function bestSentence(passage: Read, query: string): Span {
  const [closest] = passage.sentences;
  if (closest && closest.start >= passage.start && closest.end <= passage.end) return { start: closest.start, end: closest.end };
  let best: Span = { start: passage.start, end: passage.end };
  let most = -1;
  for (const sentence of sentencesOf(passage.text, passage.start)) {
    const count = wordSpans(passage.text.slice(sentence.start - passage.start, sentence.end - passage.start), query).length;
    if (count > most) {
      most = count;
      best = { start: sentence.start, end: sentence.end };
    }
  }
  return best;
}

/** The sentence with as many of its neighbours as fit, those after it first; in canonical positions. */
export function excerptAround(passage: Read, sentence: Span): Span {
  const sentences = sentencesOf(passage.text, passage.start);
  let { start, end } = sentence;
  for (const next of sentences.filter((each) => each.start >= sentence.end)) {
    if (next.end - start > excerptLength) break;
    end = next.end;
  }
  for (const before of sentences.filter((each) => each.end <= sentence.start).reverse()) {
    if (end - before.start > excerptLength) break;
    start = before.start;
  }
  return { start, end };
}
