import { cosine } from '@/lib/ai/embedding/cosine';
import { embedPassages, embedQuery } from '@/lib/ai/embedding/embed';
import { sentencesOf } from '@/lib/ingest/sentences';
import type { PackedSentence } from './packed-passage';
import type { ReadPassage } from './read-around';

/** Passages come overlapping or side by side; each sentence is listed once, in the order of the text. */
export async function sentencesWithSimilarity(question: string, passages: ReadPassage[]): Promise<PackedSentence[]> {
  const lists = await Promise.all(passages.map((passage) => sentencesOfPassage(question, passage)));
  const bySpan = new Map(lists.flat().map((sentence) => [`${sentence.start}-${sentence.end}`, sentence]));
  return [...bySpan.values()].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

async function sentencesOfPassage(question: string, passage: ReadPassage): Promise<PackedSentence[]> {
  const textAt = ({ start, end }: { start: number; end: number }) => passage.text.slice(start - passage.start, end - passage.start);
  const inside = passage.sentences.filter((span) => span.start >= passage.start && span.end <= passage.end && span.end > span.start);
  if (inside.length > 0) return inside.map((span) => ({ ...span, text: textAt(span) }));

  // A document is searchable before its sentences have vectors of their own: then these few are made now.
  const spans = sentencesOf(passage.text, passage.start);
  // What is read around a passage is there to be understood by; nothing is chosen from it by meaning.
  if (passage.around) return spans.map(({ start, end }) => ({ start, end, text: textAt({ start, end }), similarity: 0 }));
  const similarities = await similaritiesTo(question, spans.map(textAt));
  return spans.map((span, index) => ({ start: span.start, end: span.end, text: textAt(span), similarity: similarities[index] ?? 0 }));
}

async function similaritiesTo(question: string, texts: string[]): Promise<number[]> {
  try {
    const [asked, vectors] = await Promise.all([embedQuery(question), embedPassages(texts)]);
    return vectors.map((vector) => cosine(asked, vector));
  } catch (error) {
    console.error('sentences could not be compared by meaning:', error);
    return texts.map(() => 0);
  }
}
