// Client-safe.
import type { HiddenKind, ParseReport } from './parse/parsed-document';

const count = (number: number, noun: string) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

const hiddenWords: Record<HiddenKind, (number: number) => string> = {
  marked: (number) => `${count(number, 'piece')} of text that the file marks as hidden`,
  colour: (number) => `${count(number, 'piece')} of text in the colour of the background`,
  tiny: (number) => `${count(number, 'piece')} of text too small to read`,
  transparent: (number) => `${count(number, 'piece')} of transparent text`,
  'off-page': (number) => `${count(number, 'piece')} of text beside the page`,
  characters: (number) => `${count(number, 'character')} that nobody can see`,
  sheet: (number) => count(number, 'hidden sheet'),
  row: (number) => count(number, 'hidden row'),
  column: (number) => count(number, 'hidden column'),
  slide: (number) => count(number, 'hidden slide'),
};

/** Page numbers that are listed one by one. */
const listed = 20;

/**
 * What of a file is not, or not surely, in its text, one sentence each: none for a file that was read completely. A
 * document of which something is missing is "partly read" until somebody accepts it as it is (G8).
 */
export function missingParts(report: ParseReport): string[] {
  const { pages, pagesWithoutText: without, imagesSkipped, hidden = [], losses = [] } = report;
  const missing: string[] = [];
  if (without.length > 0) {
    const numbers = `${without.slice(0, listed).join(', ')}${without.length > listed ? ` and ${without.length - listed} more` : ''}`;
    const of = pages === undefined ? count(without.length, 'page') : `${without.length.toLocaleString('en')} of ${count(pages, 'page')}`;
    missing.push(`${of} ${without.length === 1 ? 'has' : 'have'} no text that could be read: ${numbers}.`);
  }
  if (imagesSkipped > 0) missing.push(`${count(imagesSkipped, 'image')} ${imagesSkipped === 1 ? 'was' : 'were'} not read.`);
  for (const { kind, count: number, sample } of hidden) {
    missing.push(`${hiddenWords[kind](number)} ${number === 1 ? 'was' : 'were'} left out${sample ? `, beginning “${sample}”` : ''}.`);
  }
  return [...missing, ...losses];
}
