import { glossaryNames } from '@/lib/glossary/glossary-names';
import { matchNames } from '@/lib/glossary/match-names';
import type { Reach } from '../reach';
import { suggestWords } from '../words/suggest-words';
import type { AlsoSearched } from './also-searched';

/**
 * What else a question is searched for: other names by the glossary, and for words that no passage holds those written
 * nearly so. Its own words stay as they are; what is in quotation marks is meant as it is written. (Acronyms as documents
 * define them did harm: where they are defined they are also used, and the long form brings what is about its parts.)
 */
export async function expandQuery(reach: Reach, text: string, phrases: string[]): Promise<AlsoSearched[]> {
  const names = await matchNames(text, (keys) => glossaryNames(reach.teamId, keys));
  // What the glossary knows is spelt right.
  const known = [...phrases, ...names.map(({ name }) => name)];
  const spelling = await suggestWords(reach, known.reduce((rest, name) => rest.replace(name, ' | '), text));
  return [
    ...names.map(({ name, others }) => ({ word: name, terms: others, reason: 'glossary' as const })),
    ...spelling.map((suggestion) => ({ ...suggestion, reason: 'spelling' as const })),
  ];
}
