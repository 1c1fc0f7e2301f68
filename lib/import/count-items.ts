import { db } from '@/lib/db/client';
import type { ItemState } from './import-row';

/** How many items of an import stand in each state. */
export async function countItems(importId: string): Promise<Partial<Record<ItemState, number>>> {
  return (await countItemsOf([importId])).get(importId) ?? {};
}

/** The same for several imports; those without items are left out. */
export async function countItemsOf(importIds: string[]): Promise<Map<string, Partial<Record<ItemState, number>>>> {
  const groups = await db().importItem.groupBy({ by: ['importId', 'state'], where: { importId: { in: importIds } }, _count: true });
  const counts = new Map<string, Partial<Record<ItemState, number>>>();
  for (const { importId, state, _count } of groups) counts.set(importId, { ...counts.get(importId), [state]: _count });
  return counts;
}
