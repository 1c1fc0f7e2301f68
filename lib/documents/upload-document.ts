import { requireStillAdmitted, requireStillMember } from '@/lib/auth/still-admitted';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db, type Transaction } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { discardFile, receiveFile, requireRoom, type ReceivedFile } from '@/lib/files/file-store';
import { jobPriority, queuedOfTeam } from '@/lib/ingest/job-priority';
import { detectFile } from '@/lib/ingest/parse/detect-format';
import { isMail, type DocumentFormat } from '@/lib/ingest/parse/document-formats';
import { jobSender, type SendJob } from '@/lib/jobs/jobs';
import { recordEvent } from '@/lib/audit/record-event';
import type { ContainedFile } from './contained-file';
import { cleanFilePath, numberedName } from './file-name';
import { startOver } from './start-over';
import { whileKept } from './stored-original';
import { unpackArchive } from './unpack-archive';

/** What to do when the collection already has this file, or another one of this name. */
export type OnDuplicate = 'skip' | 'replace' | 'keep-both';
/** For files that nobody is asked about: the same bytes are left out, another file of the same name is kept beside. */
const unasked = 'skip-same';

export type Upload = {
  stream: AsyncIterable<Uint8Array>;
  name: string;
  /** Where it goes; the team's oldest collection when not given. */
  collectionId?: string;
  /** Size as announced, in bytes: to refuse early, and to notice an upload that broke off. */
  announcedBytes?: number;
  onDuplicate?: OnDuplicate;
  /** The document of which the file is a new version, whatever the names; it stays in its collection. */
  documentId?: string;
  /** Folders that the file came from, kept before its name: 'guides/setup'. */
  folder?: string;
  /** The address that it was fetched from. */
  sourceUrl?: string;
  /** What it came in: a mail, or an archive (without an id). Nobody is asked about duplicates then. */
  parent?: { id?: string; name: string };
  /** Brought by the portal itself, for a person who may have signed out since they asked for it. */
  inBackground?: boolean;
};

export type UploadResult =
  | { status: 'stored' | 'replaced' | 'skipped'; document: { id: string; name: string } }
  /** The file was an archive: its files have become documents, or the reason is there why not. */
  | { status: 'unpacked'; files: ContainedFile[] }
  /** Nothing was stored: ask the person, then upload again with `onDuplicate`. */
  | { status: 'duplicate'; same: 'file' | 'name'; document: { id: string; name: string } };

/** An archive that has arrived, and where its files shall go. It lives until whoever takes it has settled. */
export type ArrivedArchive = ReceivedFile & { name: string; collectionId: string };

/**
 * Stores a file and has it read. When this returns, the original, its rows and the job are durable.
 * Throws `too_large:file`, `unsupported:…` (nothing stored), `not_found:collection`, `not_found:document`,
 * `conflict:format`, `unavailable:disk`. An archive is stored as its files, before this returns.
 */
export async function uploadDocument(viewer: Viewer, upload: Upload): Promise<UploadResult> {
  return receiveUpload(viewer, upload, async (archive) => ({ status: 'unpacked' as const, files: await unpack(viewer, upload, archive) }));
}

/** As {@link uploadDocument}; what becomes of an archive is the caller's business. */
export async function receiveUpload<Taken>(viewer: Viewer, upload: Upload, takeArchive: (archive: ArrivedArchive) => Promise<Taken>): Promise<StoreResult | Taken> {
  requireRole(viewer, 'editor');
  const collectionId = await collectionOf(viewer, upload);
  await requireRoom(upload.announcedBytes ?? 0);

  const name = cleanFilePath(upload.folder, upload.name);
  const file = await receiveFile(upload.stream, config().maxUploadBytes);
  try {
    if (upload.announcedBytes !== undefined && upload.announcedBytes !== file.sizeBytes) {
      throw new AppError('bad_request:incomplete', 'The upload broke off before the whole file had arrived. Please upload it again.');
    }
    const format = await detectFile(file.path, name);
    if (format === 'zip') {
      if (upload.documentId !== undefined) throw new AppError('conflict:format', 'An archive cannot be a version of a document. Upload it by itself: its files become documents.');
      return await takeArchive({ ...file, name, collectionId });
    }
    return await keep(viewer, { ...upload, onDuplicate: upload.onDuplicate ?? (upload.parent && unasked), name, format, file, collectionId });
  } finally {
    await discardFile(file);
  }
}

async function keep(viewer: Viewer, arrived: Arrived): Promise<StoreResult> {
  const send = await jobSender();
  const stored = () => db().$transaction((tx) => store(tx, send, viewer, arrived), { maxWait: 60_000, timeout: 60_000 });
  return whileKept(viewer.teamId, arrived.file, stored, ({ status }) => status === 'stored' || status === 'replaced');
}

/** The files of an archive as documents. Each is durable before the next one is looked at; sent again, they are skipped. */
async function unpack(viewer: Viewer, upload: Upload, { collectionId, ...archive }: ArrivedArchive): Promise<ContainedFile[]> {
  const files = await unpackArchive(archive.path, {
    name: upload.parent ? `${upload.parent.name} › ${archive.name}` : archive.name,
    maxBytes: config().maxUploadBytes,
    store: async (file, { name, format, parentName }) => {
      const parent = { ...upload.parent, name: parentName };
      const result = await keep(viewer, { ...upload, onDuplicate: upload.onDuplicate ?? unasked, parent, name, format, file, collectionId });
      if (result.status === 'duplicate') throw new Error('a file of an archive was asked about');
      return result;
    },
  });
  await db().$transaction((tx) =>
    recordEvent(tx, viewer, {
      action: 'archive.unpack',
      target: { type: 'collection', id: collectionId },
      detail: { sha256: archive.sha256, documents: files.filter((one) => one.documentId).length, refused: files.filter((one) => one.refusal).length },
    }),
  );
  return files;
}

/** Where the file goes. A document that is named may move on while the file arrives, which does not matter. */
async function collectionOf(viewer: Viewer, { documentId, collectionId }: Upload): Promise<string> {
  if (documentId !== undefined) {
    const document = await db().document.findFirst({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null }, select: { collectionId: true } });
    if (!document) throw notFound('document');
    return document.collectionId;
  }
  const collection = await db().collection.findFirst({
    where: { teamId: viewer.teamId, ...(collectionId !== undefined && { id: collectionId }) },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  if (!collection) throw notFound('collection');
  return collection.id;
}

export type StoreResult = Exclude<UploadResult, { status: 'unpacked' }>;
type Arrived = Pick<Upload, 'parent' | 'documentId' | 'sourceUrl' | 'inBackground'> & { name: string; format: DocumentFormat; file: ReceivedFile; collectionId: string; onDuplicate?: OnDuplicate | typeof unasked };

async function store(tx: Transaction, send: SendJob, viewer: Viewer, arrived: Arrived): Promise<StoreResult> {
  // Receiving a large file takes minutes, in which its sender may have lost the right to bring it here.
  await (arrived.inBackground ? requireStillMember : requireStillAdmitted)(tx, viewer, 'editor');
  // Two uploads of one file at the same time: the second one waits here and then sees the first.
  const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM collection WHERE id = ${arrived.collectionId} AND team_id = ${viewer.teamId} FOR UPDATE`;
  if (locked.length === 0) throw notFound('collection');

  if (arrived.documentId !== undefined) return storeVersion(tx, send, viewer, arrived, arrived.documentId);
  const existing = await findExisting(tx, viewer, arrived);
  if (existing && arrived.onDuplicate === undefined) return { status: 'duplicate', ...existing };
  if (existing && (arrived.onDuplicate === 'skip' || (arrived.onDuplicate === unasked && existing.same === 'file'))) return { status: 'skipped', document: existing.document };
  if (existing && arrived.onDuplicate === 'replace') {
    await addVersion(tx, viewer, existing.document.id, arrived);
    await sendJobs(tx, send, viewer, existing.document.id, arrived);
    return { status: 'replaced', document: existing.document };
  }

  const name = await freeName(tx, arrived.collectionId, arrived.name, existing?.document);
  const document = await tx.document.create({
    data: {
      teamId: viewer.teamId,
      collectionId: arrived.collectionId,
      name,
      format: arrived.format,
      sizeBytes: arrived.file.sizeBytes,
      uploadedById: viewer.userId,
      sourceUrl: arrived.sourceUrl ?? null,
      parentId: arrived.parent?.id ?? null,
      parentName: arrived.parent?.name ?? null,
      versions: { create: versionData(viewer, arrived, 1) },
    },
    select: { id: true, name: true },
  });
  await sendJobs(tx, send, viewer, document.id, arrived);
  await recordEvent(tx, viewer, { action: 'document.upload', target: { type: 'document', id: document.id }, detail: { sha256: arrived.file.sha256 } });
  return { status: 'stored', document };
}

/** The file as the next version of a named document, unless that is what its newest version is already. */
async function storeVersion(tx: Transaction, send: SendJob, viewer: Viewer, arrived: Arrived, documentId: string): Promise<StoreResult> {
  await tx.$queryRaw`SELECT id FROM document WHERE id = ${documentId} FOR UPDATE`;
  const found = await tx.document.findFirst({
    where: { id: documentId, teamId: viewer.teamId, deletedAt: null },
    select: { id: true, name: true, versions: { orderBy: { number: 'desc' }, take: 1, select: { sha256: true } } },
  });
  if (!found) throw notFound('document');
  const document = { id: found.id, name: found.name };
  if (found.versions[0]?.sha256 === arrived.file.sha256) return { status: 'skipped', document };
  await addVersion(tx, viewer, documentId, arrived);
  await sendJobs(tx, send, viewer, documentId, arrived);
  return { status: 'replaced', document };
}

/** The document of the same name, else one whose newest version has the same bytes; both in this collection. */
async function findExisting(tx: Transaction, viewer: Viewer, { collectionId, name, onDuplicate, file: { sha256 } }: Arrived) {
  // Each half by its index: a collection may hold ten thousand documents, and all of them come this way.
  const candidates = await tx.$queryRaw<{ id: string; name: string; newest: string }[]>`
    SELECT d.id, d.name, (SELECT sha256 FROM document_version WHERE document_id = d.id ORDER BY number DESC LIMIT 1) AS newest
    FROM document d
    WHERE d.id IN (SELECT id FROM document WHERE collection_id = ${collectionId} AND name = ${name}
                   UNION SELECT document_id FROM document_version WHERE team_id = ${viewer.teamId} AND sha256 = ${sha256})
      AND d.team_id = ${viewer.teamId} AND d.collection_id = ${collectionId} AND d.deleted_at IS NULL
    ORDER BY d.created_at`;
  const byName = candidates.find((one) => one.name === name);
  const byBytes = candidates.find((one) => one.newest === sha256);
  // Where nobody is asked, a file that was kept beside another one of its name is found again and not kept once more.
  const found = onDuplicate === unasked ? (byBytes ?? byName) : (byName ?? byBytes);
  if (!found) return undefined;
  return { same: found.newest === sha256 ? ('file' as const) : ('name' as const), document: { id: found.id, name: found.name } };
}

/** The name, with a number where a document of the collection has it already. */
async function freeName(tx: Transaction, collectionId: string, name: string, existing: { name: string } | undefined): Promise<string> {
  if (existing?.name !== name) return name;
  const taken = await tx.document.findMany({ where: { collectionId, deletedAt: null }, select: { name: true } });
  return numberedName(name, new Set(taken.map((other) => other.name)));
}

/** All versions of a document have one format, so that what cites an old one can still be shown. */
async function addVersion(tx: Transaction, viewer: Viewer, documentId: string, arrived: Arrived): Promise<void> {
  const { format } = await tx.document.findUniqueOrThrow({ where: { id: documentId }, select: { format: true } });
  if (format !== arrived.format) {
    throw new AppError('conflict:format', `The document there is of type ${format}, this file of type ${arrived.format}. Keep both, or give the file another name.`);
  }
  const newest = await tx.documentVersion.findFirst({ where: { documentId }, orderBy: { number: 'desc' }, select: { number: true } });
  await tx.documentVersion.create({ data: { documentId, ...versionData(viewer, arrived, (newest?.number ?? 0) + 1) } });
  await tx.document.update({
    where: { id: documentId },
    // The old version stays searchable until the new one is ready; whoever reads it now is overtaken.
    data: { ...startOver, sizeBytes: arrived.file.sizeBytes, ...(arrived.sourceUrl !== undefined && { sourceUrl: arrived.sourceUrl }) },
  });
  await recordEvent(tx, viewer, { action: 'document.replace', target: { type: 'document', id: documentId }, detail: { sha256: arrived.file.sha256 } });
}

/** Has the newest version read and, of a mail, its attachments unpacked. */
async function sendJobs(tx: Transaction, send: SendJob, viewer: Viewer, documentId: string, { file, format }: Arrived): Promise<void> {
  await send(tx, 'ingest', documentId, { priority: await priorityOf(tx, viewer, file) });
  if (isMail(format)) await send(tx, 'unpack', documentId);
}

async function priorityOf(tx: Transaction, viewer: Viewer, file: ReceivedFile): Promise<number> {
  return jobPriority(file.sizeBytes, await queuedOfTeam(viewer.teamId, tx));
}

function versionData(viewer: Viewer, { name, file }: Arrived, number: number) {
  const { sha256, sizeBytes } = file;
  return { teamId: viewer.teamId, number, fileName: name, sha256, sizeBytes, uploadedById: viewer.userId };
}
