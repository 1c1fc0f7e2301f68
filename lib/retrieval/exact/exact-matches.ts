import { type PassageRow, readPassages } from '../read-passages';
import type { Reach } from '../reach';
import { isAskingWord } from './asking-words';
import { exactSearch, type ExactHit, mostWords } from './exact-search';
import { exactWords } from './exact-words';
import { type WordRun, wordRuns } from './word-runs';

/** A passage that holds words of the question as they stand there, and that few others do. */
export type ExactMatch = {
  passageId: string;
  /** How much of what is asked about these words are, 0 to 1; words that one asks with count little, however many they are. */
  share: number;
  /** How many passages hold them. */
  holders: number;
  /** It was read to see whether it does. */
  passage: PassageRow;
};

/** Passages read to see whether they hold the words in a row. */
const mostRead = 80;
const askingWeight = 0.3;
/** A word that few passages hold by itself tells more than one of a rare run. */
const rareWeight = 1.5;
/** Together, those around the held words count no more than this: how long a question is put says nothing of what is asked. */
const mostAsking = 0.4;

/** The passages within reach that hold a run of the question's words which hardly any other holds, best first. */
export async function exactMatches(reach: Reach, question: string): Promise<ExactMatch[]> {
  const words = exactWords(question).slice(0, mostWords).map(({ word }) => word);
  const hits = await exactSearch(reach, words, isAskingWord);
  if (hits.length === 0) return [];
  const byPassage = Map.groupBy(hits, (hit) => hit.passageId);
  const longest = (passageHits: ExactHit[]) => Math.max(...passageHits.map((hit) => hit.length));
  const ids = [...byPassage].sort(([, a], [, b]) => b.length - a.length || longest(b) - longest(a)).slice(0, mostRead).map(([id]) => id);
  const holding = [...(await readPassages(reach.teamId, ids)).values()].map((passage) => {
    const runs = [passage.context, passage.searched ?? passage.text].flatMap((part) => wordRuns(words, exactWords(part).map(({ word }) => word)));
    // Runs that hold no rare one may stand in any number of passages.
    return { passage, runs: runs.filter((run) => byPassage.get(passage.passageId)?.some((hit) => isWithin(hit, run))) };
  });
  return matchesOf(weighed(words, hits), holding);
}

type WeighedWord = { /** One asks with it. */ asks: boolean; weight: number };

function weighed(words: string[], hits: ExactHit[]): WeighedWord[] {
  const rare = new Set(hits.filter(({ length }) => length === 1).map(({ place }) => place));
  return words.map((word, place) => {
    if (isAskingWord(word)) return { asks: true, weight: askingWeight };
    return { asks: false, weight: rare.has(place) ? rareWeight : 1 };
  });
}

function matchesOf(words: WeighedWord[], holding: { passage: PassageRow; runs: WordRun[] }[]): ExactMatch[] {
  const weigh = (list: WeighedWord[]) => list.reduce((sum, { weight }) => sum + weight, 0);
  const shareOf = ({ place, length }: WordRun) => {
    const held = weigh(words.slice(place, place + length));
    const others = [...words.slice(0, place), ...words.slice(place + length)];
    const asked = weigh(others.filter(({ asks }) => !asks));
    const asking = weigh(others.filter(({ asks }) => asks));
    return held / (held + asked + Math.min(asking, mostAsking));
  };
  // Every passage that holds a rare run is among these, so that counting them counts all.
  const holdersOf = (run: WordRun) => holding.filter(({ runs }) => runs.some((other) => isWithin(run, other))).length;
  const matches = holding.flatMap(({ passage, runs }): ExactMatch[] => {
    const best = runs.map((run) => ({ run, share: shareOf(run) })).sort((a, b) => b.share - a.share)[0];
    return best ? [{ passageId: passage.passageId, share: best.share, holders: holdersOf(best.run), passage }] : [];
  });
  return matches.sort((a, b) => b.share - a.share || a.holders - b.holders || (a.passageId < b.passageId ? -1 : 1));
}

function isWithin(inner: WordRun, outer: WordRun): boolean {
  return outer.place <= inner.place && inner.place + inner.length <= outer.place + outer.length;
}
