import { diffWordsWithSpace } from 'diff';

/** A run of words that two texts share, or that only the old or only the new one has. */
export type WordChange = { kind: 'same' | 'removed' | 'added'; text: string };

/** Beyond so many words that differ two texts have nothing in common that helps to see it. */
export const mostWordChanges = 4_000;

/** The words of both texts in order: what stays, what went and what came. */
export function wordDifference(before: string, after: string): WordChange[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostWordChanges });
  if (!changes) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  }
  return changes.map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }));
}
