import type { Reach } from '../../reach';

/** What belongs to a team, in Meilisearch's filter language. */
export function teamFilter(teamId: string): string {
  return `team = ${quoted(teamId)}`;
}

/** What is in reach. PostgreSQL decides in the end: this only keeps hits from being wasted on what cannot be shown. */
export function reachFilter({ teamId, collectionIds, scope, filters = {} }: Reach): string {
  const parts = [teamFilter(teamId), `collection IN ${list(collectionIds)}`];
  if (scope) parts.push(`(collection IN ${list(scope.collectionIds)} OR document IN ${list(scope.documentIds)})`);
  if (filters.formats) parts.push(`format IN ${list(filters.formats)}`);
  if (filters.createdFrom) parts.push(`created >= ${beginningOf(filters.createdFrom)}`);
  if (filters.createdBefore) parts.push(`created < ${beginningOf(filters.createdBefore)}`);
  return parts.join(' AND ');
}

/** Of a day in UTC, in seconds since 1970. */
function beginningOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1_000;
}

/** What belongs to documents but was not written by this writing or a later one. */
export function leftOverFilter(documentIds: string[], written: number): string {
  return `document IN ${list(documentIds)} AND written < ${written}`;
}

function list(values: string[]): string {
  return `[${values.map(quoted).join(', ')}]`;
}

/** Ids may come from anywhere: nothing in them may end the quotation. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
