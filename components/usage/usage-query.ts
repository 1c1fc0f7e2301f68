import type { UsageFilter } from '@/lib/usage/usage-filter';

/** What the page shows, as it stands in the address; empty means all days. */
export type UsageQuery = { by: UsageFilter['by']; from: string; to: string };

/** The query of an address, with its question mark; nothing where all is as it is without. */
export function usageQuery({ by, from, to }: UsageQuery): string {
  const query = new URLSearchParams({ ...(by !== 'day' && { by }), ...(from && { from }), ...(to && { to }) }).toString();
  return query ? `?${query}` : '';
}
