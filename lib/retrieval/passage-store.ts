import { randomUUID } from 'node:crypto';
import { builtInSpace, type EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import type { Sql, Transaction } from '@/lib/db/client';
import { shinglesOf } from './exact/shingles';
import { keepPassages } from './keep-passages';
import { keywordIndex } from './keyword/keyword-index';
import type { Language } from './keyword/language';
import { vectorsParameter } from './vector-parameter';
import { everySpace, passageVectors, sentenceVectors } from './vector-tables';
import { removeWords } from './words/write-words';

/** A passage as it is cut and embedded; spans are [start, end) in the version's canonical text. */
export type NewPassage = {
  ordinal: number;
  /** Tells passages of one ordinal apart; 0 when not given. */
  part?: number;
  start: number;
  end: number;
  /** What is searched: the words of [start, end), unless a person made something else of them. */
  text: string;
  /** The words of [start, end) where `text` is something else: what is quoted. */
  original?: string;
  /** The change by a person that it comes from. */
  editId?: string;
  /** Document title › heading path: searched with the text, never quoted. */
  context: string;
  heading?: string;
  page?: number;
  tokens: number;
  /** Of context and text together, with length 1. Not needed where a passage of the same words has one already. */
  embedding?: Float32Array;
  /** All of its sentences, where their vectors are known already; otherwise they follow when the document is sharpened. */
  knownSentences?: NewSentence[];
};

export type NewSentence = { start: number; end: number; embedding: Float32Array };

/** Rows per statement: large enough to be fast, small enough for the embedded database's memory. */
const batchSize = 200;
/** Passages whose sentences are stored by one statement. */
const sentencesOfPassages = 32;

/** Where passages belong. Their vectors are of `space`, the built-in model's when not given; `language` is looked up when not given. */
export type PassageOwner = { teamId: string; collectionId: string; documentId: string; versionId: string; space?: EmbeddingSpace; language?: Language };

/**
 * Makes these the only passages of a document, searchable from the moment the transaction ends; repeating it changes
 * nothing. Returns the ids of the passages, in the order given.
 * A document of thousands of new passages takes seconds, in which the embedded database serves nobody else: one that
 * has no current version yet is better written piece by piece, with {@link addPassages}.
 */
export async function replacePassages(tx: Transaction, { passages, ...owner }: PassageOwner & { passages: NewPassage[] }): Promise<string[]> {
  return exchangePassages(tx, { ...owner, passages });
}

/**
 * Puts passages in the place of some of a document's (by id), or of all. Those whose words are there already keep their
 * rows and vectors and only move; others have the vector that they bring, or none until the document is sharpened. Also
 * keeps the document's passage count. Returns the ids of the passages, in the order given.
 */
export async function exchangePassages(tx: Transaction, { passages, ...owner }: PassageOwner & { passages: NewPassage[] }, instead?: string[]): Promise<string[]> {
  const { documentId, space = builtInSpace } = owner;
  const kept = await keepPassages(tx, owner, passages, instead);
  const fresh = passages.filter((passage) => !kept.has(passage));
  const ids = await insertPassages(tx, { ...owner, passages: fresh });
  await storePassageVectors(tx, space, vectorsOf(passages, (passage) => kept.get(passage)));
  await countPassages(tx, documentId);
  await passagesChanged(tx, [documentId]);
  const added = new Map(fresh.map((passage, i) => [passage, ids[i] ?? '']));
  await storeSentences(tx, new Map([...added].flatMap(([passage, id]) => (passage.knownSentences ? [[id, passage.knownSentences] as const] : []))), space);
  return passages.map((passage) => kept.get(passage) ?? added.get(passage) ?? '');
}

/**
 * Adds passages to a document's and counts them. While a document has counted passages, but no current version, no
 * search finds any of them; once it has one, call {@link passagesChanged}.
 */
export async function addPassages(tx: Sql, owned: PassageOwner & { passages: NewPassage[] }): Promise<void> {
  await insertPassages(tx, owned);
  await tx.$executeRawUnsafe('UPDATE document SET passage_count = passage_count + $1 WHERE id = $2', owned.passages.length, owned.documentId);
}

/** The same for a caller that counts the document's passages itself. Returns their ids, in the order given. */
export async function insertPassages(tx: Sql, { passages, ...owner }: PassageOwner & { passages: NewPassage[] }): Promise<string[]> {
  const { teamId, collectionId, documentId, versionId, space = builtInSpace } = owner;
  const index = await keywordIndex(tx);
  const language = owner.language ?? (await languageOf(tx, documentId));
  await index.prepare(tx, teamId, language);
  const ids = passages.map(() => randomUUID());
  for (let first = 0; first < passages.length; first += batchSize) {
    const batch = passages.slice(first, first + batchSize);
    await tx.$executeRawUnsafe(
      `INSERT INTO passage (team_id, collection_id, document_id, version_id, id, ordinal, part, start, "end", text, original, edit_id, context, heading, page, tokens, shingles, language)
       SELECT $1, $2, $3, $4, id, ordinal, part, start, "end", text, original, edit_id, context, heading, page, tokens, shingles::int[], $18
       FROM unnest($5::text[], $6::int[], $7::int[], $8::int[], $9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::int[], $16::int[], $17::text[])
         AS new (id, ordinal, part, start, "end", text, original, edit_id, context, heading, page, tokens, shingles)`,
      teamId,
      collectionId,
      documentId,
      versionId,
      ids.slice(first, first + batchSize),
      batch.map((passage) => passage.ordinal),
      batch.map((passage) => passage.part ?? 0),
      batch.map((passage) => passage.start),
      batch.map((passage) => passage.end),
      batch.map((passage) => passage.text),
      batch.map((passage) => passage.original ?? null),
      batch.map((passage) => passage.editId ?? null),
      batch.map((passage) => passage.context),
      batch.map((passage) => passage.heading ?? null),
      batch.map((passage) => passage.page ?? null),
      batch.map((passage) => passage.tokens),
      batch.map((passage) => `{${shinglesOf(teamId, [passage.context, passage.text]).join(',')}}`),
      language,
    );
  }
  await storePassageVectors(tx, space, vectorsOf(passages, (_, i) => ids[i]));
  return ids;
}

function vectorsOf(passages: NewPassage[], idOf: (passage: NewPassage, i: number) => string | undefined): Map<string, Float32Array> {
  return new Map(
    passages.flatMap((passage, i) => {
      const id = idOf(passage, i);
      return id !== undefined && passage.embedding ? [[id, passage.embedding] as const] : [];
    }),
  );
}

async function languageOf(tx: Sql, documentId: string): Promise<Language> {
  const [document] = await tx.$queryRawUnsafe<{ language: Language }[]>('SELECT language FROM document WHERE id = $1', documentId);
  return document?.language ?? 'english';
}

/** Keeps what language a document is in; call it before its passages are added. */
export async function setLanguage(tx: Sql, teamId: string, documentId: string, language: Language): Promise<void> {
  const changed = await tx.$executeRawUnsafe('UPDATE document SET language = $2 WHERE id = $1 AND language <> $2', documentId, language);
  if (changed === 0) return;
  await (await keywordIndex(tx)).prepare(tx, teamId, language);
  await tx.$executeRawUnsafe('UPDATE passage SET language = $2 WHERE document_id = $1 AND language <> $2', documentId, language);
}

/** Takes away up to `most` passages of a document that has no current version. Returns how many went. */
export async function discardPassages(tx: Sql, documentId: string, most: number): Promise<number> {
  const gone = await tx.$executeRawUnsafe('DELETE FROM passage WHERE id IN (SELECT id FROM passage WHERE document_id = $1 LIMIT $2)', documentId, most);
  await countPassages(tx, documentId);
  return gone;
}

async function countPassages(tx: Sql, documentId: string): Promise<void> {
  await tx.$executeRawUnsafe('UPDATE document SET passage_count = (SELECT count(*) FROM passage WHERE document_id = $1) WHERE id = $1', documentId);
}

/**
 * Stores vectors of passages (by passage id) in a space, unless they have one there. Passages that have meanwhile gone
 * are passed over: what was removed does not come back.
 */
export async function storePassageVectors(tx: Sql, space: EmbeddingSpace, vectors: Map<string, Float32Array>): Promise<void> {
  const rows = [...vectors];
  for (let first = 0; first < rows.length; first += batchSize) {
    const batch = rows.slice(first, first + batchSize);
    // The lock keeps a move to another collection from passing between what is read here and what is written.
    await tx.$executeRawUnsafe(
      `INSERT INTO ${passageVectors(space)} (passage_id, team_id, collection_id, document_id, embedding)
       SELECT passage.id, team_id, collection_id, document_id, new.embedding
       FROM unnest($1::text[], $2::vector[]) AS new (passage_id, embedding) JOIN passage ON passage.id = new.passage_id
       FOR SHARE OF passage
       ON CONFLICT (passage_id) DO NOTHING`,
      batch.map(([id]) => id),
      await vectorsParameter(tx, batch.map(([, vector]) => vector)),
    );
  }
}

/**
 * Stores the sentences of passages (by passage id) in place of earlier ones of the same space (the built-in model's
 * when not given). Passages that have meanwhile gone are passed over.
 */
export async function storeSentences(tx: Sql, sentences: Map<string, NewSentence[]>, space = builtInSpace): Promise<void> {
  await tx.$executeRawUnsafe(`DELETE FROM ${sentenceVectors(space)} WHERE passage_id = ANY($1::text[])`, [...sentences.keys()]);
  const passages = [...sentences];
  for (let first = 0; first < passages.length; first += sentencesOfPassages) await addSentences(tx, new Map(passages.slice(first, first + sentencesOfPassages)), space);
}

/**
 * Stores the sentences of a few passages that have none, all of them or nothing: a passage that has some counts as one
 * that has all. Those that have meanwhile gone are passed over, so that sharpening a document may come late without harm.
 */
export async function addSentences(tx: Sql, sentences: Map<string, NewSentence[]>, space: EmbeddingSpace): Promise<void> {
  const rows = [...sentences].flatMap(([passageId, list]) => list.map((sentence) => ({ passageId, ...sentence })));
  if (rows.length === 0) return;
  await tx.$executeRawUnsafe(
    `INSERT INTO ${sentenceVectors(space)} (passage_id, start, "end", embedding)
     SELECT passage.id, new.start, new."end", new.embedding
     FROM unnest($1::text[], $2::int[], $3::int[], $4::vector[]) AS new (passage_id, start, "end", embedding)
     JOIN passage ON passage.id = new.passage_id
     ON CONFLICT (passage_id, start) DO NOTHING`,
    rows.map((row) => row.passageId),
    rows.map((row) => row.start),
    rows.map((row) => row.end),
    await vectorsParameter(tx, rows.map((row) => row.embedding)),
  );
}

/** Removes a document's passages and their sentences from search, and its words from the team's vocabulary. */
export async function removePassages(tx: Transaction, documentId: string): Promise<void> {
  await tx.$executeRawUnsafe('DELETE FROM passage WHERE document_id = $1', documentId);
  await removeWords(tx, documentId);
  await tx.$executeRawUnsafe('UPDATE document SET passage_count = 0 WHERE id = $1', documentId);
  await passagesChanged(tx, [documentId]);
}

/** Lets the passages of documents follow them to another collection of the same team. */
export async function movePassages(tx: Transaction, documentIds: string[], collectionId: string): Promise<void> {
  await tx.$executeRawUnsafe('UPDATE passage SET collection_id = $1 WHERE document_id = ANY($2)', collectionId, documentIds);
  for (const space of await everySpace(tx)) {
    await tx.$executeRawUnsafe(`UPDATE ${passageVectors(space)} SET collection_id = $1 WHERE document_id = ANY($2)`, collectionId, documentIds);
  }
  await passagesChanged(tx, documentIds);
}

/** To be called when documents are hidden from search, or shown again, though their passages stay as they are. */
export async function passagesChanged(tx: Sql, documentIds: string[]): Promise<void> {
  const index = await keywordIndex(tx);
  await index.documentsChanged(tx, documentIds);
}

/** Tidies a team's keyword index after a batch of documents, for faster searches. Never needed for right ones. */
export async function settlePassages(teamId: string): Promise<void> {
  const index = await keywordIndex();
  await index.settle(teamId);
}
