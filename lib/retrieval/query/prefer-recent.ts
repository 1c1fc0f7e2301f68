import type { Candidate } from '../fuse';

// What "old" or "first" asks for is said by other words; a year is found as a word of titles and texts.
const asksForNewest = /\b(?:latest|newest|most recent|recent|recently|current|currently|up[- ]to[- ]date|nowadays|neueste[nrs]?|aktuell(?:e[nrs]?)?|derzeit|zurzeit|momentan)\b/i;

/** What the newest document gains over a very old one: less than a passage that answers has over one that does not. */
const mostGained = 0.05;
/** After so many days behind the newest one, half of it is left. */
const halfLife = 180;

/** Whether a question asks for what holds now. */
export function wantsRecent(question: string): boolean {
  return asksForNewest.test(question);
}

/**
 * The same candidates ordered anew, those from documents that came later a little higher: breaks near-ties between a
 * policy and the one it replaced. `created` holds when each candidate's document was uploaded, in milliseconds; one
 * without counts as old.
 */
export function preferRecent(candidates: Candidate[], created: Map<string, number>): Candidate[] {
  const newest = Math.max(...created.values());
  return candidates
    .map((candidate) => {
      const time = created.get(candidate.passageId);
      const days = time === undefined ? Number.POSITIVE_INFINITY : (newest - time) / 86_400_000;
      return { ...candidate, score: candidate.score + mostGained * 2 ** (-days / halfLife) };
    })
    .sort((a, b) => b.score - a.score || (a.passageId < b.passageId ? -1 : 1));
}
