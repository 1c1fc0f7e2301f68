import { matchNames } from '@/lib/glossary/match-names';
import type { AlsoSearched } from './also-searched';

/** What else a question is searched for. Its own words stay as they are. */
export async function expandQuery(teamId: string, text: string): Promise<AlsoSearched[]> {
  const names = await matchNames(teamId, text);
  return names.map(({ name, others }) => ({ word: name, terms: others, reason: 'glossary' }));
}
