import { builtInSpace, type EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import { lockTeamSpaces } from '@/lib/ai/embedding/team-embedders';
import { db, type Sql, type Transaction, transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { jobSender, type SendJob } from '@/lib/jobs/jobs';
import { addPassages, discardPassages, insertPassages, type NewPassage, type NewSentence, passagesChanged, replacePassages, setLanguage } from '@/lib/retrieval/passage-store';
import { detectLanguage, type Language } from '@/lib/retrieval/keyword/language';
import { type Claim, Superseded } from './claim-document';
import type { EditedChunk } from './edits/apply-edits';
import type { PlacedEdit } from './edits/edited-piece';
import { keepPlacements } from './edits/stored-edits';
import { jobPriority, queuedOfTeam } from './job-priority';
import { missingParts } from './missing-parts';
import { annotateLater } from './notes/annotate-later';
import type { ParsedDocument, ParseReport, Span } from './parse/parsed-document';

/** Raised whenever parsing or cutting changes its results, so that older documents can be found and read again. */
export const pipelineVersion = 3;

export type ReadVersion = {
  parsed: ParsedDocument;
  passages: EditedChunk[];
  /** One for each passage; undefined where the document has a passage of the same words with a vector. */
  embeddings: (Float32Array | undefined)[];
  /** Of passages all of whose sentences have vectors already. */
  sentences?: Map<EditedChunk, NewSentence[]>;
  space: EmbeddingSpace;
  edits: PlacedEdits;
};

/** What people had made of the document's passages when they were cut, and where that stands in the text that was read. */
export type PlacedEdits = {
  /** Of the document, when the changes were looked at. */
  count: number;
  placements: Map<string, PlacedEdit>;
  /** For changes whose words are gone: what stands there now, if anything does. */
  counterparts: Map<string, Span | null>;
};

/** Thrown when people changed passages while the document was read: those changes must be in what is written. */
export class EditsChanged extends Error {}

/** Thrown when the team's embedding model was changed while a document was read: its vectors are those of another model. */
export class SpaceChanged extends Error {}

/**
 * Passages per transaction: the embedded database serves nobody else meanwhile, each takes about 4 ms, and a question
 * that comes in between should not notice.
 */
export const passagesAtOnce = 4;
// A long document takes a while to write, and must not lose its work to another one that is writing.
const patience = { maxWait: 300_000, timeout: 600_000 };

export type WriteOptions = {
  passagesAtOnce?: number;
  /** Called after each piece but the last, with the share that is written. */
  onPiece?: (share: number) => Promise<void> | void;
};

/**
 * Makes what was read the document's current version. Throws {@link Superseded} when the document was deleted, replaced
 * or taken over since, {@link SpaceChanged} when its vectors are of no use any more, {@link EditsChanged} when people have
 * changed its passages. A document that was never ready is
 * written in pieces, which nobody sees before the last one, so that others get their turn in between. One that is
 * searched already is exchanged in one transaction: its old and its new passages may have the same version, and one set
 * of them must always be whole.
 */
export async function writeVersion(claim: Claim, read: ReadVersion, options: WriteOptions = {}): Promise<void> {
  const send = await jobSender();
  const language = detectLanguage(read.parsed.text);
  const passages = read.passages.map((passage, i): NewPassage => ({ ...passage, embedding: read.embeddings[i], knownSentences: read.sentences?.get(passage) }));
  if (!claim.isSearched) return writeFirst(claim, read, send, language, passages, options);
  await db().$transaction(async (tx) => {
    const { collectionId, edits } = await requireNewest(tx, claim);
    await requireServing(tx, claim, read.space);
    const { teamId, documentId } = claim;
    if (edits !== read.edits.count) throw new EditsChanged();
    const current = await keepText(tx, claim, read);
    await setLanguage(tx, teamId, documentId, language);
    await replacePassages(tx, { teamId, collectionId, documentId, versionId: current, space: read.space, language, passages });
    const { currentVersionId: before } = await tx.document.findUniqueOrThrow({ where: { id: documentId }, select: { currentVersionId: true } });
    await becomeReady(tx, claim, current, read);
    await keepPlacements(tx, current, read.edits.placements, read.edits.counterparts);
    await sharpenLater(tx, send, claim);
    await annotateLater(tx, send, [documentId]);
    // Answers may rest on words of the version that it takes the place of.
    if (before !== null && before !== current) await send(tx, 'announce', current);
  }, patience);
}

/** The same for a document that was never ready. Without Prisma, because every document comes this way once. */
async function writeFirst(claim: Claim, read: ReadVersion, send: SendJob, language: Language, passages: NewPassage[], options: WriteOptions): Promise<void> {
  const { teamId, documentId, versionId } = claim;
  const size = options.passagesAtOnce ?? passagesAtOnce;
  // What fits into one transaction needs no other one before it.
  const isShort = passages.length <= size && claim.attempt === 1;
  const last = isShort ? passages : await writePieces(claim, read, language, passages, size, options);
  await transaction(async (tx) => {
    const before = await requireNewest(tx, claim);
    await requireServing(tx, claim, read.space);
    if (before.edits !== read.edits.count) throw new EditsChanged();
    if (isShort) await beginText(tx, claim, read, language, before);
    await insertPassages(tx, { teamId, collectionId: before.collectionId, documentId, versionId, space: read.space, language, passages: last });
    await becomeReady(tx, claim, versionId, read);
    await passagesChanged(tx, [documentId]);
    await sharpenLater(tx, send, claim);
    // It has no notes from another collection: it was never searched.
    if (before.wantsNotes) await send(tx, 'annotate', documentId);
  });
}

async function becomeReady(tx: Sql, { documentId }: Claim, versionId: string, { parsed, passages }: ReadVersion): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE document SET state = 'ready', stage = NULL, progress = 1, heartbeat_at = NULL, tries = 0, current_version_id = $2, page_count = $3, passage_count = $4,
       updated_at = now() AT TIME ZONE 'utc'
     WHERE id = $1`,
    documentId,
    versionId,
    parsed.report.pages ?? null,
    passages.length,
  );
}

/** Ready before its sentences have vectors; they sharpen what is found. */
async function sharpenLater(tx: Sql, send: SendJob, { documentId, teamId }: Claim): Promise<void> {
  await send(tx, 'sharpen', documentId, { priority: jobPriority(0, await queuedOfTeam(teamId, tx)) });
}

/** Keeps what was read of a document that was never searched, and so never cited: whatever an earlier attempt has read may go. */
async function beginText(tx: Sql, { teamId, documentId, versionId }: Claim, read: ReadVersion, language: Language, before: Standing): Promise<void> {
  const { passageCount, text, title, blocks, pages, report } = contentOf(read);
  await tx.$executeRawUnsafe(
    'UPDATE document_version SET passage_count = $2, text = $3, title = $4, blocks = $5::jsonb, pages = $6::jsonb, report = $7::jsonb, pipeline_version = $8 WHERE id = $1',
    versionId,
    passageCount,
    text,
    title,
    JSON.stringify(blocks),
    JSON.stringify(pages),
    JSON.stringify(report),
    pipelineVersion,
  );
  if (before.language !== language) await setLanguage(tx, teamId, documentId, language);
}

/** The text, and everything but the last piece, each under the same fence. Returns the passages of the last one. */
async function writePieces(claim: Claim, read: ReadVersion, language: Language, passages: NewPassage[], size: number, options: WriteOptions): Promise<NewPassage[]> {
  const { teamId, documentId, versionId } = claim;
  const { space } = read;
  let gone = await transaction(async (tx) => {
    await beginText(tx, claim, read, language, await requireNewest(tx, claim));
    return claim.attempt > 1 ? discardPassages(tx, documentId, size) : 0;
  });
  // What an interrupted attempt has left.
  while (gone === size) {
    gone = await transaction(async (tx) => {
      await requireNewest(tx, claim);
      return discardPassages(tx, documentId, size);
    });
  }
  let first = 0;
  for (; first + size < passages.length; first += size) {
    await transaction(async (tx) => {
      const { collectionId } = await requireNewest(tx, claim);
      await requireServing(tx, claim, space);
      await addPassages(tx, { teamId, collectionId, documentId, versionId, space, language, passages: passages.slice(first, first + size) });
    });
    await options.onPiece?.((first + size) / passages.length);
  }
  return passages.slice(first);
}

type Standing = { collectionId: string; language: string; edits: number; wantsNotes: boolean };

/** Locks the document's row, and says what may have changed since the claim. */
async function requireNewest(tx: Sql, claim: Claim): Promise<Standing> {
  const rows = await tx.$queryRawUnsafe<Standing[]>(
    `SELECT d.collection_id AS "collectionId", d.language, d.edits, c.notes_since IS NOT NULL AS "wantsNotes"
     FROM document d JOIN collection c ON c.id = d.collection_id
     WHERE d.id = $1 AND d.attempt = $2 AND d.deleted_at IS NULL AND d.state = 'reading'
       AND $3 = (SELECT id FROM document_version WHERE document_id = d.id ORDER BY number DESC LIMIT 1)
     FOR UPDATE OF d`,
    claim.documentId,
    claim.attempt,
    claim.versionId,
  );
  const row = rows[0];
  if (!row) throw new Superseded();
  return row;
}

/** Keeps the team's embedding model as it is until the transaction ends, if it is still the one that made the vectors. */
async function requireServing(tx: Sql, { teamId }: Claim, space: EmbeddingSpace): Promise<void> {
  const serving = (await lockTeamSpaces(tx, teamId)).find(({ role }) => role === 'serving');
  if ((serving?.spaceId ?? builtInSpace.id) !== space.id) throw new SpaceChanged();
}

/**
 * Citations point into a version's text, so a text once kept never changes: where a newer parser reads the same file
 * differently, the result becomes a version of its own.
 */
async function keepText(tx: Transaction, claim: Claim, read: ReadVersion): Promise<string> {
  const { parsed } = read;
  const content = contentOf(read);
  const version = await tx.documentVersion.findUniqueOrThrow({ where: { id: claim.versionId } });
  if (version.text === null || version.text === parsed.text) {
    // What was accepted is what was missing then.
    const before = version.report ? missingParts(version.report as unknown as ParseReport) : [];
    const isSame = JSON.stringify(before) === JSON.stringify(missingParts(parsed.report));
    await tx.documentVersion.update({ where: { id: version.id }, data: { ...content, ...(!isSame && { acceptedAt: null, acceptedById: null }) } });
    return version.id;
  }
  const { documentId, teamId, fileName, sha256, sizeBytes, uploadedById } = version;
  const successor = await tx.documentVersion.create({
    data: { documentId, teamId, fileName, sha256, sizeBytes, uploadedById, number: version.number + 1, ...content },
  });
  return successor.id;
}

function contentOf({ parsed, passages }: ReadVersion) {
  return {
    passageCount: passages.length,
    text: parsed.text,
    title: parsed.title ?? null,
    blocks: parsed.blocks as unknown as Prisma.InputJsonValue,
    pages: parsed.pages as unknown as Prisma.InputJsonValue,
    report: parsed.report as unknown as Prisma.InputJsonValue,
    pipelineVersion,
  };
}
