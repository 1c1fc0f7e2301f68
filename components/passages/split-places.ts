/** A place at which words can be split: position from their beginning, and what the second half begins with. */
export type SplitPlace = { at: number; beginning: string };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const shownCharacters = 120;

/** Where words can be split: before each of their sentences, or, where there is only one, before each word. */
export function splitPlaces(words: string): SplitPlace[] {
  const starts = [...sentences.segment(words)].filter(({ segment }) => segment.trim() !== '').map(({ segment, index }) => index + (segment.length - segment.trimStart().length));
  const places = starts.length > 1 ? starts : [...words.matchAll(/\S+/g)].map((match) => match.index);
  return places.slice(1).map((at) => ({ at, beginning: beginningOf(words.slice(at)) }));
}

function beginningOf(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters).replace(/\s\S*$/, '')} …`;
}
