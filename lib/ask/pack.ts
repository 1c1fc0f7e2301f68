import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import type { PackedPassage, PackedSentence } from './packed-passage';
import { sentencesWithSimilarity } from './passage-sentences';

export type PackOptions = {
  /** Tokens that the passages may take together. */
  budget: number;
  most: number;
};

/** Chooses the passages for the model, best first, merges neighbours, and numbers them from 1. */
export async function pack(question: string, found: RetrievedPassage[], options: PackOptions): Promise<PackedPassage[]> {
  const groups = merge(choose(found, options));
  const headings = new Set(found.flatMap((passage) => passage.context.split(' › ').map(asHeading)));
  return Promise.all(
    groups.map(async (group, index) => {
      const [first] = group;
      return {
        number: index + 1,
        documentId: first.documentId,
        versionId: first.versionId,
        documentName: first.documentName,
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

function choose(found: RetrievedPassage[], { budget, most }: PackOptions): RetrievedPassage[] {
  const chosen: RetrievedPassage[] = [];
  let left = budget;
  for (const passage of found) {
    if (chosen.length === most) break;
    if (passage.tokens > left && chosen.length > 0) continue;
    chosen.push(passage);
    left -= passage.tokens;
  }
  return chosen;
}

type Group = [RetrievedPassage, ...RetrievedPassage[]];

/** Neighbours become one, in the place of the better one. */
function merge(chosen: RetrievedPassage[]): Group[] {
  const groups: Group[] = [];
  for (const passage of chosen) {
    const beside = groups.find((group) =>
      group.some((other) => other.versionId === passage.versionId && Math.abs(other.ordinal - passage.ordinal) === 1),
    );
    if (beside) {
      beside.push(passage);
      beside.sort((a, b) => a.ordinal - b.ordinal);
    } else {
      groups.push([passage]);
    }
  }
  return groups;
}
