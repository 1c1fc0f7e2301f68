import { editDistance } from '../../words/edit-distance';
import type { PassageDocument } from './passage-document';

type Hit = PassageDocument & { _matchesPosition?: Partial<Record<keyof PassageDocument, { start: number; length: number }[]>> };

/** As many as Meilisearch forgives. */
const mostTypos = 2;
/** Spellings that stand beside each other, such as "colour" and "colours". */
const mostSpellings = 3;

/**
 * The words of the hits that Meilisearch took a misspelt word for: those that differ from it in the fewest letters,
 * the most frequent first. Its positions count bytes of UTF-8.
 */
export function correctedWords(word: string, hits: Hit[]): string[] {
  const seen = new Map<string, number>();
  for (const hit of hits) {
    for (const [field, places] of Object.entries(hit._matchesPosition ?? {})) {
      const text = Buffer.from(String(hit[field as keyof PassageDocument] ?? ''));
      for (const { start, length } of places) {
        const match = text.subarray(start, start + length).toString().toLowerCase();
        seen.set(match, (seen.get(match) ?? 0) + 1);
      }
    }
  }
  const distances = new Map([...seen.keys()].map((match) => [match, editDistance(word.toLowerCase(), match, mostTypos) ?? Infinity]));
  const least = Math.min(...distances.values());
  return [...seen]
    .filter(([match]) => distances.get(match) === least && least <= mostTypos)
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostSpellings)
    .map(([match]) => match);
}
