import type { Viewer } from '@/lib/auth/viewer';
import type { Notice } from '@/lib/chats/chat-message';
import { type Reach, reachOf } from '../reach';
import type { RetrieveOptions } from '../retrieval-types';
import type { AlsoSearched } from './also-searched';
import { expandQuery } from './expand-query';
import { withOtherNames } from './other-names';
import { readQuery } from './read-query';
import { resolvePlaces, scopeWithin } from './resolve-places';

export type PreparedQuery = {
  /** What is searched for; empty when there is nothing to search for. */
  text: string;
  /** The same for the search by meaning: with other names in brackets. */
  meaning: string;
  /** The question's own words, when `text` also has some from the conversation. */
  ownWords?: string;
  /** Must be held by a passage word for word. */
  phrases: string[];
  /** Names that count less than the typed words. */
  also: AlsoSearched[];
  reach: Reach;
  notices: Notice[];
};

/** Reads what was typed and finds out what it refers to. The typed words are never replaced. */
export async function prepareQuery(viewer: Viewer, { question, typed = question, ownWords, scope }: Pick<RetrieveOptions, 'question' | 'typed' | 'ownWords' | 'scope'>): Promise<PreparedQuery> {
  const read = readQuery(typed);
  const reach = await reachOf(viewer, scope);
  const places = await resolvePlaces(viewer.teamId, reach.collectionIds, read.places);
  const narrowed = await scopeWithin(viewer.teamId, reach.scope, places.scope);
  const notices = [...read.notices, ...places.notices];
  const text = typed === question ? read.text : question;
  if (text.trim() === '' && typed.trim() !== '') {
    notices.push({ code: 'filter:alone', message: 'Filters alone find nothing. Add words to search for.' });
  }
  const filtered = Object.keys(read.filters).length > 0;
  const also = await expandQuery(reach, text, read.phrases);
  return { text, ...(ownWords !== undefined && ownWords !== text && { ownWords }), meaning: withOtherNames(text, also), phrases: read.phrases, also, notices, reach: { ...reach, ...(narrowed && { scope: narrowed }), ...(filtered && { filters: read.filters }) } };
}
