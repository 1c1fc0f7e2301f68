import { db, type Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { jobSender } from '@/lib/jobs/jobs';
import { replacePassages } from '@/lib/retrieval/passage-store';
import type { Chunk } from './chunk';
import { type Claim, Superseded } from './claim-document';
import type { ParsedDocument } from './parse/parsed-document';

/** Raised whenever parsing or cutting changes its results, so that older documents can be found and read again. */
export const pipelineVersion = 1;

export type ReadVersion = { parsed: ParsedDocument; passages: Chunk[]; embeddings: Float32Array[] };

/**
 * Makes what was read the document's current version, in one transaction. Throws {@link Superseded} when the document
 * was deleted, replaced or taken over since.
 */
export async function writeVersion(claim: Claim, read: ReadVersion): Promise<void> {
  const send = await jobSender();
  await db().$transaction(
    async (tx) => {
      const collectionId = await requireNewest(tx, claim);
      const versionId = await keepText(tx, claim, read.parsed);
      await replacePassages(tx, {
        teamId: claim.teamId,
        collectionId,
        documentId: claim.documentId,
        versionId,
        passages: read.passages.flatMap((passage, i) => {
          const embedding = read.embeddings[i];
          return embedding ? [{ ...passage, embedding }] : [];
        }),
      });
      await tx.document.update({
        where: { id: claim.documentId },
        data: {
          state: 'ready',
          stage: null,
          progress: 1,
          heartbeatAt: null,
          tries: 0,
          currentVersionId: versionId,
          pageCount: read.parsed.report.pages ?? null,
          passageCount: read.passages.length,
        },
      });
      // Ready before its sentences have vectors; they sharpen what is found.
      await send(tx, 'sharpen', claim.documentId);
    },
    // A long document takes a while to write, and must not lose its work to another one that is writing.
    { maxWait: 300_000, timeout: 600_000 },
  );
}

/** Locks the document's row; its collection may have changed since the claim. */
async function requireNewest(tx: Transaction, claim: Claim): Promise<string> {
  const rows = await tx.$queryRaw<{ collection_id: string }[]>`
    SELECT d.collection_id FROM document d
    WHERE d.id = ${claim.documentId} AND d.attempt = ${claim.attempt} AND d.deleted_at IS NULL AND d.state = 'reading'
      AND ${claim.versionId} = (SELECT id FROM document_version WHERE document_id = d.id ORDER BY number DESC LIMIT 1)
    FOR UPDATE OF d`;
  const row = rows[0];
  if (!row) throw new Superseded();
  return row.collection_id;
}

/**
 * Citations point into a version's text, so a text once kept never changes: where a newer parser reads the same file
 * differently, the result becomes a version of its own.
 */
async function keepText(tx: Transaction, claim: Claim, parsed: ParsedDocument): Promise<string> {
  const content = {
    text: parsed.text,
    title: parsed.title ?? null,
    blocks: parsed.blocks as unknown as Prisma.InputJsonValue,
    pages: parsed.pages as unknown as Prisma.InputJsonValue,
    report: parsed.report as unknown as Prisma.InputJsonValue,
    pipelineVersion,
  };
  const version = await tx.documentVersion.findUniqueOrThrow({ where: { id: claim.versionId } });
  if (version.text === null || version.text === parsed.text) {
    await tx.documentVersion.update({ where: { id: version.id }, data: content });
    return version.id;
  }
  const { documentId, teamId, fileName, sha256, sizeBytes, uploadedById } = version;
  const successor = await tx.documentVersion.create({
    data: { documentId, teamId, fileName, sha256, sizeBytes, uploadedById, number: version.number + 1, ...content },
  });
  return successor.id;
}
