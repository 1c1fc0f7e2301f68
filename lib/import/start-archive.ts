import { recordEvent } from '@/lib/audit/record-event';
import { requireStillAdmitted } from '@/lib/auth/still-admitted';
import type { Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { numberedName } from '@/lib/documents/file-name';
import { dropOriginal, whileKept } from '@/lib/documents/stored-original';
import { nothingRead } from '@/lib/documents/unpack-archive';
import type { ArrivedArchive, OnDuplicate } from '@/lib/documents/upload-document';
import { AppError, notFound } from '@/lib/errors/app-error';
import { eachArchiveFile, newBudget } from '@/lib/ingest/parse/read-archive';
import { jobSender, type SendJob } from '@/lib/jobs/jobs';
import { beginRun } from './begin-run';
import { forgetOldArchives } from './own-import';

export type StartedArchive =
  | { status: 'unpacking' | 'left-out'; import: { id: string; name: string } }
  /** Nothing was stored: the collection has the files of another archive of this name. Ask the person. */
  | { status: 'known-archive'; import: { id: string; name: string } };

/**
 * Keeps an archive and has the worker make documents of its files. The same archive again brings back what is missing; of
 * another one of the same name, `replace` brings what changed. Throws `unsupported:empty`, `unsupported:archive`,
 * `unsupported:damaged` and `too_large:archive` for archives that need not be kept, `not_found:collection`.
 */
export async function startArchive(viewer: Viewer, archive: ArrivedArchive, onDuplicate?: OnDuplicate): Promise<StartedArchive> {
  await requireReadable(archive.path);
  const send = await jobSender();
  let replaced: string | undefined;
  const begin = () =>
    db().$transaction(async (tx) => {
      const begun = await enter(tx, send, viewer, archive, onDuplicate);
      replaced = begun.replaced;
      return begun.started;
    });
  const started = await whileKept(viewer.teamId, archive, begin, ({ status }) => status === 'unpacking');
  if (replaced !== undefined) await dropOriginal(viewer.teamId, replaced);
  return started;
}

/** Refuses, from its directory alone, what cannot become a single document. */
async function requireReadable(path: string): Promise<void> {
  const refusals: { name: string; refusal?: string }[] = [];
  await eachArchiveFile(path, newBudget(), async ({ name, refusal }) => void refusals.push({ name, ...(refusal !== undefined && { refusal }) }));
  if (refusals.length === 0) throw new AppError('unsupported:empty', 'There are no files in this archive.');
  if (refusals.every(({ refusal }) => refusal !== undefined)) throw nothingRead(refusals);
}

async function enter(tx: Transaction, send: SendJob, viewer: Viewer, archive: ArrivedArchive, onDuplicate?: OnDuplicate): Promise<{ started: StartedArchive; replaced?: string }> {
  // Receiving a large file takes minutes, in which its sender may have lost the right to bring it here.
  await requireStillAdmitted(tx, viewer, 'editor');
  const { collectionId, sha256, sizeBytes } = archive;
  // Two uploads of one archive at the same time: the second one waits here and then sees the first.
  const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM collection WHERE id = ${collectionId} AND team_id = ${viewer.teamId} FOR UPDATE`;
  if (locked.length === 0) throw notFound('collection');

  const others = await tx.importSource.findMany({ where: { teamId: viewer.teamId, kind: 'archive', collectionId }, select: { id: true, address: true, state: true, archiveSha256: true, archiveKept: true } });
  const known = others.find((other) => other.address === archive.name);
  const isSame = known?.archiveSha256 === sha256;
  const answer = (status: StartedArchive['status'], id: string, name: string) => ({ started: { status, import: { id, name } } });
  if (known && onDuplicate === 'skip') return answer('left-out', known.id, known.address);
  if (known && !isSame && onDuplicate === undefined) return answer('known-archive', known.id, known.address);
  if (known && isSame && known.archiveKept && (known.state === 'waiting' || known.state === 'running')) return answer('unpacking', known.id, known.address);

  const archiveData = { archiveSha256: sha256, archiveKept: true };
  const again = known && onDuplicate !== 'keep-both' ? known : undefined;
  const name = again ? again.address : numberedName(archive.name, new Set(others.map(({ address }) => address)));
  if (again) await beginRun(tx, viewer, again.id, archiveData);
  else await forgetOldArchives(tx, viewer);
  const id = again?.id ?? (await tx.importSource.create({ data: { teamId: viewer.teamId, collectionId, kind: 'archive', address: name, pageLimit: 0, startedById: viewer.userId, ...archiveData }, select: { id: true } })).id;
  await send(tx, 'import', id);
  await recordEvent(tx, viewer, { action: 'import.start', target: { type: 'import', id }, detail: { kind: 'archive', address: name, sha256, sizeBytes } });
  return { ...answer('unpacking', id, name), ...(again?.archiveKept && !isSame && again.archiveSha256 !== null && { replaced: again.archiveSha256 }) };
}
