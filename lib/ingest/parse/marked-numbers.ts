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

/** Counts within one list. What is more ("2.3.1", "Article 5", "Step 2:") is a name by which people ask for it. */
const plainNumber = /^\(?(?:\p{L}|[ivxIVX]{1,7}|\p{N}{1,4})[.):]{0,2}$/u;

/** The words of an item and the number that stands before them; '' when it is a name, which is part of the words. */
export function takeNumber(marked: string): { words: string; number?: string } {
  const number = new RegExp(mark.source).exec(marked)?.[1];
  const words = withoutNumbers(marked);
  if (!number || words.trim() === '') return { words };
  return plainNumber.test(number) ? { words, number } : { words: `${number} ${words}`, number: '' };
}

function withoutNumbers(marked: string): string {
  return marked.replace(mark, '').replace(/[\ufdd3\ufdd4]/g, '');
}

/** The words with their numbers as part of them. */
export function numbersWritten(marked: string): string {
  if (!/[\ufdd3\ufdd4]/.test(marked)) return marked;
  return withoutNumbers(marked).trim() === '' ? '' : marked.replace(mark, '$1 ').replace(/[\ufdd3\ufdd4]/g, '');
}
