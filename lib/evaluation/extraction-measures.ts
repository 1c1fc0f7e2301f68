// How well extracted text matches the text that a document was made from.

export type ExtractionScore = {
  /** Edits of characters that turn the extracted text into the true one, per true character (Levenshtein). */
  characterErrorRate: number;
  /** The same by words. */
  wordErrorRate: number;
  /** Share of the true words that were extracted, wherever they stand. */
  wordRecall: number;
  /** Share of the extracted words that are true ones, wherever they stand. */
  wordPrecision: number;
  /**
   * Kendall's tau of the runs of four words that stand once in either text: 1 when all are in the true order, −1 when
   * all are reversed. Undefined where the two share fewer than two runs.
   */
  order: number | undefined;
};

/** Runs of this many words mark a place. */
const runLength = 4;

/**
 * Compares two texts. What only draws a table or a list in plain text (lines of dashes, bars, bullets) does not count,
 * nor do compatibility forms of characters (ligatures) and white space.
 */
export function scoreExtraction(truth: string, extracted: string): ExtractionScore {
  const [trueText, text] = [plain(truth), plain(extracted)];
  const [trueWords, words] = [wordsOf(trueText), wordsOf(text)];
  const numbers = new Map<string, number>();
  const numbered = (list: string[]) => Int32Array.from(list, (word) => numbers.get(word) ?? (numbers.set(word, numbers.size), numbers.size - 1));
  const common = commonWords(trueWords, words);
  return {
    characterErrorRate: editDistance(codesOf(trueText), codesOf(text)) / Math.max(1, trueText.length),
    wordErrorRate: editDistance(numbered(trueWords), numbered(words)) / Math.max(1, trueWords.length),
    wordRecall: common / Math.max(1, trueWords.length),
    wordPrecision: common / Math.max(1, words.length),
    order: kendallTau(placesOf(trueWords, words)),
  };
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\ufeff]/g, '')
    .replace(/[‘’‚′`]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/(?:[-=_~*+#^.·─-╿] ?){3,}/g, ' ')
    .replace(/[|•‣▪◦·●○■□─-╿]/g, ' ')
    .replace(/(^|\s)[-*+o](?=\s)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

function codesOf(text: string): Int32Array {
  return Int32Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

function commonWords(one: string[], other: string[]): number {
  const counts = new Map<string, number>();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of other) {
    const left = counts.get(word) ?? 0;
    if (left > 0) common += 1;
    counts.set(word, left - 1);
  }
  return common;
}

/** Where the runs that stand once in either text stand in the second one, in the order of the first. */
function placesOf(truth: string[], words: string[]): number[] {
  const [trueRuns, runs] = [runsOf(truth), runsOf(words)];
  return [...trueRuns].flatMap(([run, place]) => (place === undefined ? [] : (runs.get(run) ?? [])));
}

/** Runs with their place; undefined for those that stand more than once. */
function runsOf(words: string[]): Map<string, number | undefined> {
  const runs = new Map<string, number | undefined>();
  for (let start = 0; start + runLength <= words.length; start += 1) {
    const run = words.slice(start, start + runLength).join(' ').toLowerCase();
    runs.set(run, runs.has(run) ? undefined : start);
  }
  return runs;
}

/** Kendall's tau of a permutation of distinct numbers against ascending order; undefined below two. */
export function kendallTau(places: number[]): number | undefined {
  const pairs = (places.length * (places.length - 1)) / 2;
  return pairs === 0 ? undefined : 1 - (2 * inversions(places.slice())) / pairs;
}

/** How many pairs stand in the wrong order; sorts the list (merge sort). */
function inversions(list: number[]): number {
  if (list.length < 2) return 0;
  const middle = list.length >> 1;
  const [left, right] = [list.slice(0, middle), list.slice(middle)];
  let count = inversions(left) + inversions(right);
  for (let to = 0, one = 0, other = 0; to < list.length; to += 1) {
    const takeLeft = other >= right.length || (one < left.length && (left[one] ?? 0) <= (right[other] ?? 0));
    if (!takeLeft) count += left.length - one;
    list[to] = (takeLeft ? left[one++] : right[other++]) ?? 0;
  }
  return count;
}

/**
 * Levenshtein distance of two sequences, 32 rows of its table at a time in the bits of one number (Myers, JACM 1999, in
 * Hyyrö's form for long patterns): two texts of 100,000 characters take a second instead of minutes.
 */
export function editDistance(pattern: Int32Array, text: Int32Array): number {
  if (pattern.length === 0 || text.length === 0) return Math.max(pattern.length, text.length);
  const blocks = Math.ceil(pattern.length / 32);
  const matches = new Map<number, Int32Array>();
  pattern.forEach((symbol, index) => {
    const bits = matches.get(symbol) ?? new Int32Array(blocks);
    bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
    matches.set(symbol, bits);
  });
  const none = new Int32Array(blocks);
  const increases = new Int32Array(blocks).fill(-1);
  const decreases = new Int32Array(blocks);
  const lastBit = 1 << ((pattern.length - 1) & 31);
  let distance = pattern.length;
  for (const symbol of text) {
    const equal = matches.get(symbol) ?? none;
    // Differences across the upper edge of a block; above the first one the distance grows by one with each symbol.
    let [above, below] = [1, 0];
    for (let block = 0; block < blocks; block += 1) {
      const match = equal[block] ?? 0;
      const up = increases[block] ?? 0;
      const down = decreases[block] ?? 0;
      const vertical = match | down;
      const start = match | below;
      const horizontal = (((start & up) + up) ^ up) | start;
      let rises = down | ~(horizontal | up);
      let falls = up & horizontal;
      const edge = block === blocks - 1 ? lastBit : 1 << 31;
      const [risesBelow, fallsBelow] = [rises & edge ? 1 : 0, falls & edge ? 1 : 0];
      rises = (rises << 1) | above;
      falls = (falls << 1) | below;
      increases[block] = falls | ~(vertical | rises);
      decreases[block] = rises & vertical;
      [above, below] = [risesBelow, fallsBelow];
    }
    distance += above - below;
  }
  return distance;
}
