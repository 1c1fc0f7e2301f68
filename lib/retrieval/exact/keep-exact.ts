import type { ExactMatch } from './exact-matches';

/** With more than this share of what is asked about, the passage that alone holds the words is kept. */
const telling = 0.25;
/** Up to this share it is read for an answer, and takes no place among the first. */
const leading = 0.35;
/** From this share on, so is the best of the few that hold them: somebody quotes, or asks for a number or a name. */
const mostOfIt = 0.5;
const fewHolders = 3;
/** The place, counted from 0, at which it stands at the latest … */
const place = 2;
/** … and at which it stands when others answer the question far better: words can meet in a passage by chance. */
const placeOfChance = 10;
/**
 * So far may it lie behind the best passage, in fused score, for each share of the question that it holds: what is nearly
 * the whole question is meant, wherever its passage stands.
 */
const mostBehind = 1.2;

type Match = Pick<ExactMatch, 'passageId' | 'share' | 'holders'>;

/** Whether a passage's very words are asked for: it has a place among those that are read for an answer. */
export function isAskedFor({ share, holders }: Pick<Match, 'share' | 'holders'>): boolean {
  return share > telling && holders <= (share < mostOfIt ? 1 : fewHolders);
}

/**
 * What scores alone would lose: the passage that holds the very words of the question comes third at the latest. More
 * than one would cost questions in people's own words more than exact ones gain (docs/measurements.md). `scores` are those
 * of all candidates before single sentences were compared.
 */
export function keepExact<T extends { passageId: string }>(ordered: T[], matches: Match[], scores: Map<string, number>): T[] {
  const [best] = matches;
  if (!best || !isAskedFor(best)) return ordered;
  const found = ordered.find((candidate) => candidate.passageId === best.passageId);
  if (!found) return ordered;
  const behind = Math.max(...scores.values()) - (scores.get(best.passageId) ?? 0);
  const latest = best.share > leading && behind <= mostBehind * best.share ? place : placeOfChance;
  if (ordered.indexOf(found) <= latest) return ordered;
  const others = ordered.filter((candidate) => candidate !== found);
  return [...others.slice(0, latest), found, ...others.slice(latest)];
}
