// The number or letter that a program writes before a paragraph of a list ("3.", "a)", "2.1"): marked with noncharacters
// inside of a text that is still to be cleaned, because what becomes of it depends on what the paragraph turns out to be.

/** Longer ones are none. */
const longestNumber = 40;
const mark = /\ufdd3([^\ufdd3\ufdd4]*)\ufdd4\s*/g;

/** A number, marked, to be put before the words it stands before. */
export function markNumber(number: string): string {
  return number === '' ? '' : `\ufdd3${number.slice(0, longestNumber)}\ufdd4`;
}

/** Whether words have their number already. */
export function isNumbered(words: string): boolean {
  return words.trimStart().startsWith('\ufdd3');
}

/** The words without their number, and the number; a number without words is none. */
export function takeNumber(marked: string): { words: string; number?: string } {
  const number = new RegExp(mark.source).exec(marked)?.[1];
  const words = marked.replace(mark, '').replace(/[\ufdd3\ufdd4]/g, '');
  return { words, ...(number && { number }) };
}

/** The words with their numbers as part of them. */
export function numbersWritten(marked: string): string {
  if (!/[\ufdd3\ufdd4]/.test(marked)) return marked;
  return takeNumber(marked).words.trim() === '' ? '' : marked.replace(mark, '$1 ').replace(/[\ufdd3\ufdd4]/g, '');
}
