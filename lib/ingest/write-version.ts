import { builtInSpace, type EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import { lockTeamSpaces } from '@/lib/ai/embedding/team-embedders';
import { db, type Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { jobSender } from '@/lib/jobs/jobs';
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
  const last = claim.isSearched ? undefined : await writePieces(claim, read, language, passages, options);
  await db().$transaction(async (tx) => {
    const { collectionId, edits, wantsNotes } = await requireNewest(tx, claim);
    await requireServing(tx, claim, read.space);
    const { teamId, documentId } = claim;
    if (edits !== read.edits.count) throw new EditsChanged();
    const current = last ? claim.versionId : await keepText(tx, claim, read);
    const owner = { teamId, collectionId, documentId, versionId: current, space: read.space, language };
    if (last) await insertPassages(tx, { ...owner, passages: last });
    else {
      await setLanguage(tx, teamId, documentId, language);
      await replacePassages(tx, { ...owner, passages });
    }
    const { currentVersionId: before } = claim.isSearched ? await tx.document.findUniqueOrThrow({ where: { id: documentId }, select: { currentVersionId: true } }) : { currentVersionId: null };
    await tx.document.update({
      where: { id: documentId },
      data: {
        state: 'ready',
        stage: null,
        progress: 1,
        heartbeatAt: null,
        tries: 0,
        currentVersionId: current,
        pageCount: read.parsed.report.pages ?? null,
        passageCount: passages.length,
      },
    });
    await keepPlacements(tx, current, read.edits.placements, read.edits.counterparts);
    if (last) await passagesChanged(tx, [documentId]);
    // Ready before its sentences have vectors; they sharpen what is found.
    await send(tx, 'sharpen', documentId, { priority: jobPriority(0, await queuedOfTeam(teamId, tx)) });
    // One that was never searched has no notes from another collection either.
    if (wantsNotes || claim.isSearched) await annotateLater(tx, send, [documentId]);
    // Answers may rest on words of the version that it takes the place of.
    if (before !== null && before !== current) await send(tx, 'announce', current);
  }, patience);
}

/** Everything but the last piece, each of them under the same fence. Returns the passages of the last one. */
async function writePieces(claim: Claim, read: ReadVersion, language: Language, passages: NewPassage[], options: WriteOptions): Promise<NewPassage[]> {
  const { teamId, documentId, versionId } = claim;
  const { space } = read;
  const size = options.passagesAtOnce ?? passagesAtOnce;
  let gone = await db().$transaction(async (tx) => {
    const before = await requireNewest(tx, claim);
    // Never searched, so never cited: whatever an earlier attempt has read may go.
    await tx.documentVersion.update({ where: { id: versionId }, data: contentOf(read) });
    if (before.language !== language) await setLanguage(tx, teamId, documentId, language);
    return claim.attempt > 1 ? discardPassages(tx, documentId, size) : 0;
  }, patience);
  // What an interrupted attempt has left.
  while (gone === size) {
    gone = await db().$transaction(async (tx) => {
      await requireNewest(tx, claim);
      return discardPassages(tx, documentId, size);
    }, patience);
  }
  let first = 0;
  for (; first + size < passages.length; first += size) {
    await db().$transaction(async (tx) => {
      const { collectionId } = await requireNewest(tx, claim);
      await requireServing(tx, claim, space);
      await addPassages(tx, { teamId, collectionId, documentId, versionId, space, language, passages: passages.slice(first, first + size) });
    }, patience);
    await options.onPiece?.((first + size) / passages.length);
  }
  return passages.slice(first);
}

type Standing = { collectionId: string; language: string; edits: number; wantsNotes: boolean };

/** Locks the document's row, and says what may have changed since the claim. */
async function requireNewest(tx: Transaction, claim: Claim): Promise<Standing> {
  const rows = await tx.$queryRaw<Standing[]>`
    SELECT d.collection_id AS "collectionId", d.language, d.edits, c.notes_since IS NOT NULL AS "wantsNotes"
    FROM document d JOIN collection c ON c.id = d.collection_id
    WHERE d.id = ${claim.documentId} AND d.attempt = ${claim.attempt} AND d.deleted_at IS NULL AND d.state = 'reading'
      AND ${claim.versionId} = (SELECT id FROM document_version WHERE document_id = d.id ORDER BY number DESC LIMIT 1)
    FOR UPDATE OF d`;
  const row = rows[0];
  if (!row) throw new Superseded();
  return row;
}

/** Keeps the team's embedding model as it is until the transaction ends, if it is still the one that made the vectors. */
async function requireServing(tx: Transaction, { teamId }: Claim, space: EmbeddingSpace): Promise<void> {
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
