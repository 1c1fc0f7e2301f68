import { words } from '@/lib/ai/content-words';
import { pool, type Sql, transaction } from '@/lib/db/client';
import { wordForm } from './word-form';
import { isSpelt, shapeOf } from './word-shape';

/** Words per statement: little enough that nobody's question waits for it. */
const batchSize = 1_000;

/**
 * Brings the team's vocabulary up to date with a document: counts the words of its passages in place of those that were
 * counted for it before. Repeating it changes nothing. Derived from the passages, and rebuilt by doing it for each
 * document.
 */
export async function writeWords(documentId: string): Promise<void> {
  const { rows } = await pool().query<{ version: string; context: string; text: string }>(
    'SELECT version_id AS version, context, text FROM passage WHERE document_id = $1',
    [documentId],
  );
  const version = rows[0]?.version;
  if (version === undefined) {
    // Every passage may have been switched off.
    await transaction((tx) => removeWords(tx, documentId));
    return;
  }
  const found = new Set<string>();
  for (const { context, text } of rows) for (const word of words(`${context} ${text}`)) if (isSpelt(word)) found.add(word);
  await transaction(async (tx) => {
    const team = await lockedTeam(tx, documentId);
    const still = await tx.$queryRawUnsafe<unknown[]>('SELECT 1 FROM passage WHERE document_id = $1 AND version_id = $2 LIMIT 1', documentId, version);
    // Removed or replaced meanwhile; a newer version brings its own words.
    if (team === undefined || still.length === 0) return;
    await recount(tx, team, documentId, found);
    await tx.$executeRawUnsafe(
      `INSERT INTO document_words (document_id, team_id, version_id, words) VALUES ($1, $2, $3, $4)
       ON CONFLICT (document_id) DO UPDATE SET version_id = excluded.version_id, words = excluded.words`,
      documentId,
      team,
      version,
      [...found].sort().join(' '),
    );
  });
}

/** Takes a document's words out of the team's vocabulary: none of them stays that no other document holds. */
export async function removeWords(tx: Sql, documentId: string): Promise<void> {
  const team = await lockedTeam(tx, documentId);
  if (team === undefined) return;
  await recount(tx, team, documentId, new Set());
  await tx.$executeRawUnsafe('DELETE FROM document_words WHERE document_id = $1', documentId);
}

/** The document's team; two documents of one team take turns, or each would wait for words that the other has counted. */
async function lockedTeam(tx: Sql, documentId: string): Promise<string | undefined> {
  const [document] = await tx.$queryRawUnsafe<{ team: string }[]>('SELECT team_id AS team FROM document WHERE id = $1', documentId);
  if (document) await tx.$executeRawUnsafe('SELECT pg_advisory_xact_lock(hashtext($1))', `words ${document.team}`);
  return document?.team;
}

async function recount(tx: Sql, team: string, documentId: string, now: Set<string>): Promise<void> {
  const counted = await tx.$queryRawUnsafe<{ words: string }[]>('SELECT words FROM document_words WHERE document_id = $1', documentId);
  const before = new Set(counted[0]?.words.split(' ').filter(Boolean));
  await addWords(tx, team, [...now].filter((word) => !before.has(word)));
  const gone = [...before].filter((word) => !now.has(word));
  if (gone.length === 0) return;
  await tx.$executeRawUnsafe('UPDATE team_word SET documents = documents - 1 WHERE team_id = $1 AND word = ANY($2::text[])', team, gone);
  await tx.$executeRawUnsafe('DELETE FROM team_word WHERE team_id = $1 AND word = ANY($2::text[]) AND documents <= 0', team, gone);
}

async function addWords(tx: Sql, team: string, added: string[]): Promise<void> {
  for (let first = 0; first < added.length; first += batchSize) {
    const batch = added.slice(first, first + batchSize);
    const shapes = batch.map(shapeOf);
    await tx.$executeRawUnsafe(
      `INSERT INTO team_word (team_id, word, form, initial, length, letters, documents)
       SELECT $1, word, form, initial, length, letters, 1
       FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[]) AS new (word, form, initial, length, letters)
       ON CONFLICT (team_id, word) DO UPDATE SET documents = team_word.documents + 1`,
      team,
      batch,
      batch.map(wordForm),
      shapes.map((shape) => shape.initial),
      shapes.map((shape) => shape.length),
      shapes.map((shape) => shape.letters),
    );
  }
}
