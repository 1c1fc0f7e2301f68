import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import type { PackedPassage, PackedSentence } from './packed-passage';
import { sentencesWithSimilarity } from './passage-sentences';
import type { ReadPassage } from './read-around';

/** Makes what is read, best first, into passages for the model: merges neighbours, and numbers them from 1. `found`: all that was. */
export async function pack(question: string, read: ReadPassage[], found: RetrievedPassage[]): Promise<PackedPassage[]> {
  const groups = merge(read);
  const headings = new Set(found.flatMap((passage) => passage.context.split(' › ').map(asHeading)));
  return Promise.all(
    groups.map(async (group, index) => {
      const [first] = group;
      return {
        number: index + 1,
        documentId: first.documentId,
        versionId: first.versionId,
        documentName: first.documentName,
        slide: first.slide,
        heading: first.heading,
        page: first.page,
        parts: group.map(({ start, end, text, context, heading, page }) => ({ start, end, text, context, heading, page })),
        sentences: markHeadings(await sentencesWithSimilarity(question, group), headings),
        score: Math.max(...group.map((passage) => passage.score)),
        similarity: Math.max(...group.map((passage) => passage.similarity)),
        exactShare: Math.max(...group.map((passage) => passage.exact?.share ?? 0)),
      };
    }),
  );
}

/** Sentences that are the title of a document or section are marked: they point at an answer and are none. */
function markHeadings(sentences: PackedSentence[], headings: Set<string>): PackedSentence[] {
  return sentences.map((sentence) => (headings.has(asHeading(sentence.text)) ? { ...sentence, isHeader: true } : sentence));
}

function asHeading(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').replace(/^[\d.)\s#]+/, '').replace(/[\s:.]+$/, '').trim();
}

type Group = [ReadPassage, ...ReadPassage[]];

/** Neighbours become one, in the place of the better one. */
function merge(chosen: ReadPassage[]): Group[] {
  const groups: Group[] = [];
  for (const passage of chosen) {
    const beside = groups.find((group) =>
      group.some((other) => other.versionId === passage.versionId && areNeighbours(other, passage)),
    );
    if (beside) {
      beside.push(passage);
      beside.sort((a, b) => a.start - b.start);
    } else {
      groups.push([passage]);
    }
  }
  return groups;
}

function areNeighbours(a: RetrievedPassage, b: RetrievedPassage): boolean {
  return a.ordinal === b.ordinal ? Math.abs(a.part - b.part) === 1 : Math.abs(a.ordinal - b.ordinal) === 1;
}
