import { glossaryNames } from '@/lib/glossary/glossary-names';
import { matchNames } from '@/lib/glossary/match-names';
import { definedNames } from '../words/defined-names';
import { suggestWords } from '../words/suggest-words';
import type { Reach } from '../reach';
import type { AlsoSearched } from './also-searched';

/**
 * What else a question is searched for: other names by the glossary, what the documents themselves say that an acronym
 * stands for, and for words that no passage holds those written nearly so. Its own words stay as they are; what is in
 * quotation marks is meant as it is written.
 */
export async function expandQuery(reach: Reach, text: string, phrases: string[]): Promise<AlsoSearched[]> {
  const { teamId } = reach;
  const named = await matchNames(text, (keys) => glossaryNames(teamId, keys));
  // What one source knows is not asked of the next.
  const afterGlossary = without(text, [...phrases, ...named.map(({ name }) => name)]);
  const defined = await matchNames(afterGlossary, (keys) => definedNames(teamId, keys));
  const spelling = await suggestWords(reach, without(afterGlossary, defined.map(({ name }) => name)));
  return [
    ...named.map(({ name, others }) => ({ word: name, terms: others, reason: 'glossary' as const })),
    ...defined.map(({ name, others }) => ({ word: name, terms: others, reason: 'definition' as const })),
    ...spelling.map((suggestion) => ({ ...suggestion, reason: 'spelling' as const })),
  ];
}

function without(text: string, names: string[]): string {
  return names.reduce((rest, name) => rest.replace(name, ' | '), text);
}
