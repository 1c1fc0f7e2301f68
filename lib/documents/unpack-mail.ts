import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backgroundViewer } from '@/lib/auth/background-viewer';
import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors/app-error';
import { filePath } from '@/lib/files/file-store';
import { documentFormats, isMail, type DocumentFormat } from '@/lib/ingest/parse/document-formats';
import { extractAttachments } from '@/lib/ingest/parse/extract-attachments';
import type { Attachment } from '@/lib/ingest/parse/parse-child';
import { jobSender } from '@/lib/jobs/jobs';
import type { ContainedFile } from './contained-file';
import { isOwnFault } from './unpack-archive';
import { uploadDocument } from './upload-document';

/** Mails attached to mails are followed this far. */
const maxDepth = 5;

/**
 * Makes documents of what was sent along with a mail, in its collection and in the name of whoever brought it, and keeps
 * what became of each. Can be cut off and repeated: what is there already is found again by its bytes. Does nothing for
 * documents that are gone, are no mail, or were unpacked.
 */
export async function unpackMail(documentId: string, signal?: AbortSignal): Promise<void> {
  const mail = await db().document.findFirst({
    where: { id: documentId, deletedAt: null },
    select: { id: true, teamId: true, collectionId: true, name: true, format: true, parentId: true, versions: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const version = mail?.versions[0];
  if (!mail || !version || version.contained !== null || !isMail(mail.format as DocumentFormat)) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'footnote-mail-'));
  try {
    const attachments = await extractAttachments({ path: filePath(mail.teamId, version.sha256), format: mail.format as DocumentFormat, folder, ...(signal && { signal }) });
    const viewer = await backgroundViewer(mail.teamId, version.uploadedById);
    const contained: ContainedFile[] = [];
    const isTooDeep = attachments.length > 0 && (await depthOf(mail.parentId)) >= maxDepth;
    for (const attachment of attachments) {
      signal?.throwIfAborted();
      contained.push(...(isTooDeep ? [{ name: attachment.name, refusal: 'It was attached to a mail that was attached to a mail, and so on; save it and upload it by itself.' }] : await storeAttachment(viewer, mail, attachment)));
    }
    await keepOutcome(version.id, contained);
  } catch (error) {
    // The mail itself says why it cannot be read; its attachments cannot then either.
    if (!(error instanceof AppError) || !(error.code === 'forbidden:role' || isOwnFault(error))) throw error;
    await keepOutcome(version.id, [{ name: 'Attachments', refusal: error.message }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives a job to every mail whose attachments nobody has looked at to the end. Asking twice is harmless. */
export async function recoverMails(): Promise<void> {
  const send = await jobSender();
  const { rows } = await pool().query<{ id: string }>(
    `SELECT d.id FROM document d
     WHERE d.format = ANY($1) AND d.deleted_at IS NULL
       AND (SELECT contained FROM document_version WHERE document_id = d.id ORDER BY number DESC LIMIT 1) IS NULL
     ORDER BY d.created_at LIMIT 1000`,
    [documentFormats.filter(isMail)],
  );
  for (const { id } of rows) await db().$transaction((tx) => send(tx, 'unpack', id));
}

async function storeAttachment(viewer: Viewer, mail: { id: string; name: string; collectionId: string }, { name, path: file }: Attachment): Promise<ContainedFile[]> {
  try {
    const result = await uploadDocument(viewer, { stream: createReadStream(file), name, collectionId: mail.collectionId, parent: { id: mail.id, name: mail.name }, inBackground: true });
    if (result.status === 'unpacked') return result.files;
    if (result.status === 'duplicate') throw new Error('an attachment was asked about');
    return [{ name, documentId: result.document.id, ...(result.status === 'skipped' && { isKnown: true }) }];
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    return [{ name, refusal: error.message }];
  }
}

async function keepOutcome(versionId: string, contained: ContainedFile[]): Promise<void> {
  await db().documentVersion.updateMany({ where: { id: versionId }, data: { contained: contained as unknown as Prisma.InputJsonValue } });
}

/** How many mails stand above one, at most as many as are followed. */
async function depthOf(parentId: string | null): Promise<number> {
  let depth = 1;
  for (let next = parentId; next !== null && depth < maxDepth; depth += 1) {
    next = (await db().document.findUnique({ where: { id: next }, select: { parentId: true } }))?.parentId ?? null;
  }
  return depth;
}
