import type { ExactMatch } from './exact-matches';

/** From this share of what is asked about, the passage that alone holds the words is kept. */
const telling = 0.2;
/** From this share on, so is the best of the few that hold them: somebody quotes, or asks for a number or a name. */
const mostOfIt = 0.5;
const fewHolders = 3;
/** The place, counted from 0, at which it stands at the latest. */
const place = 2;

/**
 * What scores alone would lose: the passage that holds the very words of the question comes third at the latest. More
 * than one would cost questions in people's own words more than exact ones gain (docs/measurements.md).
 */
export function keepExact<T extends { passageId: string }>(ordered: T[], matches: Omit<ExactMatch, 'passage'>[]): T[] {
  const [best] = matches;
  if (!best || best.share < telling || best.holders > (best.share < mostOfIt ? 1 : fewHolders)) return ordered;
  const found = ordered.find((candidate) => candidate.passageId === best.passageId);
  if (!found || ordered.indexOf(found) <= place) return ordered;
  const others = ordered.filter((candidate) => candidate !== found);
  return [...others.slice(0, place), found, ...others.slice(place)];
}
