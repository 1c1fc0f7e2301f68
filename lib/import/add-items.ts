import { db } from '@/lib/db/client';
import { type ImportClaim, keepImport } from './claim-import';

/** Puts pages that the import does not know yet behind those that wait, up to its limit; says on the import when it is reached. */
export async function addItems(claim: ImportClaim, urls: URL[]): Promise<void> {
  const addresses = [...new Set(urls.map((url) => url.href))];
  // All that the import knows rather than all that is asked about: its pages are few, a sitemap's may be many.
  const known = await db().importItem.findMany({ where: { importId: claim.id }, select: { address: true } });
  const isKnown = new Set(known.map((item) => item.address));
  const fresh = addresses.filter((address) => !isKnown.has(address));
  if (fresh.length === 0) return;
  const room = claim.pageLimit - known.length;
  await db().$transaction(async (tx) => {
    await keepImport(claim, tx);
    if (room > 0) {
      const data = fresh.slice(0, room).map((address) => ({ importId: claim.id, teamId: claim.teamId, address }));
      await tx.importItem.createMany({ data, skipDuplicates: true });
    }
    if (fresh.length > room) await tx.importSource.update({ where: { id: claim.id }, data: { limitReached: true } });
  });
}
