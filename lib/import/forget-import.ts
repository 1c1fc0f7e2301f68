import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { lockImport } from './own-import';
import { stopImport } from './stop-import';

/** Forgets an import: its documents stay, but are no longer kept up to date. Throws `not_found:import`. */
export async function forgetImport(viewer: Viewer, importId: string): Promise<void> {
  requireRole(viewer, 'editor');
  // An archive that is still to be unpacked would be left lying about.
  await stopImport(viewer, importId);
  await db().$transaction(async (tx) => {
    const source = await lockImport(tx, viewer, importId);
    await tx.importSource.delete({ where: { id: importId } });
    await recordEvent(tx, viewer, { action: 'import.forget', target: { type: 'import', id: importId }, detail: { address: source.address } });
  });
}
