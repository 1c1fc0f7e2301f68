import type { ChatScope, Notice } from '@/lib/chats/chat-message';
import { pool } from '@/lib/db/client';
import { nearestName, shown } from './read-query';

/** Documents whose names begin alike, at most; a name that fits more says too little. */
const mostDocuments = 500;

type Place = { id: string; name: string };

/**
 * What `in:…` names, among the collections and documents in reach: the collection of that name, else those whose names
 * begin so, else documents likewise. Upper case, hyphens and underscores count as in "travel-rules" for "Travel Rules".
 * A name that nothing has is left out, with a notice. Undefined when nothing is left to narrow by.
 */
export async function resolvePlaces(teamId: string, collectionIds: string[], names: string[]): Promise<{ scope?: ChatScope; notices: Notice[] }> {
  if (names.length === 0) return { notices: [] };
  const { rows: collections } = await pool().query<Place>(
    'SELECT id, name FROM collection WHERE team_id = $1 AND id = ANY($2) ORDER BY name',
    [teamId, collectionIds],
  );
  const scope: ChatScope = { collectionIds: [], documentIds: [] };
  const unknown: string[] = [];
  const vague: string[] = [];
  for (const name of new Set(names)) {
    const found = called(name, collections);
    if (found.length > 0) {
      scope.collectionIds.push(...found.map((place) => place.id));
      continue;
    }
    const documents = await documentsCalled(teamId, collectionIds, name);
    if (documents.length === 0) unknown.push(name);
    if (documents.length > mostDocuments) vague.push(name);
    scope.documentIds.push(...documents.slice(0, mostDocuments).map((place) => place.id));
  }
  const notices: Notice[] = [];
  if (unknown.length > 0) {
    const sentences = unknown.map((name) => {
      const meant = nearestName(name, collections.map((place) => place.name));
      return `No collection is called “${shown(name)}”, so it was ignored.${meant ? ` Did you mean “${meant}”?` : ''}`;
    });
    notices.push({ code: 'filter:in', message: sentences.join(' ') });
  }
  if (vague.length > 0) {
    const list = vague.map((name) => `“${shown(name)}”`).join(', ');
    notices.push({ code: 'filter:in-many', message: `More than ${mostDocuments} documents have names that begin with ${list}; only the first ${mostDocuments} were searched.` });
  }
  return { ...(scope.collectionIds.length + scope.documentIds.length > 0 && { scope }), notices };
}

/** Names differ neither in case nor in how their words are joined. */
function plainName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/[-_\s]+/g, ' ').trim();
}

/** The places of exactly this name, else those whose names begin with it. */
function called(name: string, places: Place[]): Place[] {
  const wanted = plainName(name);
  const same = places.filter((place) => plainName(place.name) === wanted);
  return same.length > 0 || wanted === '' ? same : places.filter((place) => plainName(place.name).startsWith(wanted));
}

/** One more than are used, so that the caller notices. A document's name counts with and without its extension. */
async function documentsCalled(teamId: string, collectionIds: string[], name: string): Promise<Place[]> {
  const wanted = plainName(name).toWellFormed().replaceAll('\0', '');
  if (wanted === '') return [];
  const { rows } = await pool().query<Place>(
    `SELECT id, name FROM document
     WHERE team_id = $1 AND collection_id = ANY($2) AND deleted_at IS NULL
       AND starts_with(regexp_replace(lower(name), '[-_[:space:]]+', ' ', 'g'), $3)
     ORDER BY created_at, id LIMIT ${mostDocuments + 1}`,
    [teamId, collectionIds, wanted],
  );
  const same = rows.filter((row) => [plainName(row.name), plainName(row.name.replace(/\.\w{1,8}$/, ''))].includes(wanted));
  return same.length > 0 ? same : rows;
}

/** What lies in both scopes: an intersection of "any of these collections or documents" with another. */
export async function scopeWithin(teamId: string, outer: ChatScope | undefined, inner: ChatScope | undefined): Promise<ChatScope | undefined> {
  if (!outer || !inner) return outer ?? inner;
  const both = (a: string[], b: string[]) => a.filter((id) => b.includes(id));
  const { rows } = await pool().query<{ id: string; collection: string }>(
    'SELECT id, collection_id AS collection FROM document WHERE team_id = $1 AND id = ANY($2)',
    [teamId, [...outer.documentIds, ...inner.documentIds]],
  );
  const home = new Map(rows.map((row) => [row.id, row.collection]));
  const lies = (id: string, scope: ChatScope) => scope.documentIds.includes(id) || scope.collectionIds.includes(home.get(id) ?? '');
  return {
    collectionIds: both(outer.collectionIds, inner.collectionIds),
    documentIds: [...new Set([...outer.documentIds.filter((id) => lies(id, inner)), ...inner.documentIds.filter((id) => lies(id, outer))])],
  };
}
