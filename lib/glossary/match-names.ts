import { mostWords } from './entry-input';
import { keyOfWords, keyWords, sizeOf } from './name-key';

/** A name in a text that the glossary knows, as typed, and the other names of the same thing. */
export type NameMatch = { name: string; others: string[] };

/** Names of one thing, and each as questions are compared with it. */
export type Naming = { names: string[]; keys: string[] };

/** A longer question is pasted text, of which the beginning says what it is about. */
const wordsRead = 200;
/** Other names that one question is searched for by, at most. */
const mostOthers = 12;

/**
 * The names that stand in a text as whole words, longer ones before those within them, each with its other names.
 * `find` gives the namings that hold one of these keys: term and synonyms lead to each other. Names that stand in the text anyway, or that an earlier match
 * brings, are left out.
 */
export async function matchNames(text: string, find: (keys: string[]) => Promise<Naming[]>): Promise<NameMatch[]> {
  const words = keyWords(text).slice(0, wordsRead);
  const runs = words.flatMap((_, from) => {
    const found: { key: string; from: number; to: number }[] = [];
    for (let to = from + 1; to <= words.length && sizeOf(words.slice(from, to)) <= mostWords; to++) {
      found.push({ key: keyOfWords(words.slice(from, to)), from, to });
    }
    return found;
  });
  if (runs.length === 0) return [];
  const entries = await find([...new Set(runs.map((run) => run.key))]);
  if (entries.length === 0) return [];
  const present = new Set(runs.map((run) => run.key));
  const taken = new Set<number>();
  const matches: NameMatch[] = [];
  const offered = new Set<string>();
  for (const run of runs.toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    const places = words.slice(run.from, run.to).map((_, i) => run.from + i);
    const known = entries.filter((entry) => entry.keys.includes(run.key));
    if (known.length === 0 || places.some((place) => taken.has(place))) continue;
    for (const place of places) taken.add(place);
    const others = known
      .flatMap(({ names, keys }) => names.filter((name, i) => !present.has(keys[i] ?? '') && !offered.has(name)))
      .slice(0, mostOthers - offered.size);
    for (const other of others) offered.add(other);
    if (others.length > 0) matches.push({ name: text.slice(words[run.from]?.start, words[run.to - 1]?.end), others: [...new Set(others)] });
  }
  return matches;
}
