import type { ExactMatch } from './exact-matches';

/** From this share of what is asked about, a passage that alone holds the words stands among the first three. */
const telling = 0.2;
/** From this share on, so do all of the few that hold them: somebody quotes, or asks for a number or a name. */
const mostOfIt = 0.5;
const fewHolders = 3;
/** A place, counted from 0, at which a passage is still read whatever model answers. */
const stillRead = 7;

/**
 * What scores alone would lose: a passage that holds the very words of the question comes third at the latest, and the
 * next two such passages eighth. Those that stand there or higher anyway keep their place.
 */
export function keepExact<T extends { passageId: string }>(ordered: T[], matches: ExactMatch[]): T[] {
  const first = matches.filter(({ share, holders }, i) => (share >= mostOfIt ? holders <= fewHolders : i === 0 && share >= telling && holders === 1));
  const next = matches.filter((match) => !first.includes(match) && match.share >= telling && match.holders <= fewHolders).slice(0, 2);
  return raise(raise(ordered, first.slice(0, fewHolders), fewHolders - 1), next, stillRead);
}

/** Matches that stand below `place` take the last places down to it, from whoever is none. */
function raise<T extends { passageId: string }>(ordered: T[], matches: ExactMatch[], place: number): T[] {
  const isMatch = (candidate: T) => matches.some((match) => match.passageId === candidate.passageId);
  const head = ordered.slice(0, place + 1);
  const tail = ordered.slice(place + 1);
  const raised = tail.filter(isMatch);
  const leaving = raised.length > 0 ? head.filter((candidate) => !isMatch(candidate)).slice(-raised.length) : [];
  return [...head.filter((candidate) => !leaving.includes(candidate)), ...raised, ...leaving, ...tail.filter((candidate) => !isMatch(candidate))];
}
