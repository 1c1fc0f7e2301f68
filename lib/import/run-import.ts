import { db } from '@/lib/db/client';
import { backgroundViewer } from '@/lib/auth/background-viewer';
import { requireRole } from '@/lib/auth/viewer';
import { recordEvent } from '@/lib/audit/record-event';
import { AppError } from '@/lib/errors/app-error';
import { endBatch } from '@/lib/ingest/ingest-run';
import { jobSender } from '@/lib/jobs/jobs';
import { claimImport, type ImportClaim, ImportEnded, keepImport, settleImport } from './claim-import';
import { countItems } from './count-items';
import { dropArchive } from './drop-archive';
import { forgiveTries, importArchive, recordUnpacked } from './import-archive';
import { type CrawlOptions, importPages } from './import-pages';

/** Milliseconds between two signs of life. */
const heartbeatInterval = 10_000;

/**
 * Carries out an import of web pages or of an archive: ends with it done, failed with a sentence, or waiting for the next worker when
 * `signal` ends the work. Never throws for reasons that lie in what is imported.
 */
export async function runImport(importId: string, options: CrawlOptions = {}): Promise<void> {
  const claim = await claimImport(importId);
  if (!claim) return;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const heartbeat = setInterval(() => {
    keepImport(claim).catch((error: unknown) => {
      if (error instanceof ImportEnded) stop.abort(error);
      else console.error('import heartbeat:', error);
    });
  }, heartbeatInterval);
  try {
    const viewer = await backgroundViewer(claim.teamId, claim.startedById);
    requireRole(viewer, 'editor');
    if (claim.kind === 'archive') {
      await importArchive(viewer, claim, { signal });
      await settleImport(claim, { state: 'done' });
      await recordUnpacked(viewer, claim);
    } else {
      await importPages(viewer, claim, { ...options, signal });
      await finishImport(claim);
    }
  } catch (error) {
    await settle(claim, error, options.signal?.aborted ?? false);
  } finally {
    clearInterval(heartbeat);
    if (claim.kind === 'archive') await leaveArchive(claim);
  }
}

/** Drops the archive if it is unpacked, ends the batch if all of it was read already, and has the team's next one begun. */
async function leaveArchive({ id, teamId }: ImportClaim): Promise<void> {
  await dropArchive(id);
  await endBatch(teamId);
  const next = await db().importSource.findFirst({ where: { teamId, kind: 'archive', state: 'waiting', id: { not: id } }, orderBy: { startedAt: 'asc' }, select: { id: true } });
  if (!next) return;
  const send = await jobSender();
  await db().$transaction((tx) => send(tx, 'import', next.id));
}

/** Ends a run that did all there was to do. */
export async function finishImport(claim: ImportClaim): Promise<void> {
  await settleImport(claim, { state: 'done' });
  const counts = await countItems(claim.id);
  await db().$transaction((tx) => recordEvent(tx, { system: true, teamId: claim.teamId }, { action: 'import.finish', target: { type: 'import', id: claim.id }, detail: counts }));
}

async function settle(claim: ImportClaim, error: unknown, stopped: boolean): Promise<void> {
  if (error instanceof ImportEnded) return;
  // A full disk is no fault of an archive: it goes on when there is room again.
  const mayPass = claim.kind === 'archive' && error instanceof AppError && error.code.startsWith('unavailable:');
  if (claim.kind === 'archive' && (stopped || mayPass)) await forgiveTries(claim);
  if (stopped || mayPass) return settleImport(claim, { state: 'waiting' });
  if (error instanceof AppError) return settleImport(claim, { state: 'failed', code: error.code, message: error.message });
  console.error(`import ${claim.id}:`, error);
  // Those of its files that are done stay done, and the one at which it always ends is given up.
  if (claim.kind === 'archive') return settleImport(claim, { state: 'waiting' });
  await settleImport(claim, { state: 'failed', code: 'internal:import', message: 'Something went wrong on the server. Import it again to go on.' });
}
