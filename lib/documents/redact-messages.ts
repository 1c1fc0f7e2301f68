import { redactText } from '@/lib/chats/redact-text';
import type { Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/**
 * Takes a deleted document's words out of every message that drew on it: its quotes, also those that people named in
 * answers of their own, its excerpts among the found passages and, where the built-in model answered by picking
 * sentences, those sentences. Repeating it changes nothing.
 */
export async function redactMessages(tx: Transaction, document: { id: string; teamId: string; deletedAt: Date }): Promise<void> {
  const { id, teamId, deletedAt } = document;
  const citations = await tx.citation.findMany({ where: { teamId, documentId: id, sourceDeletedAt: null }, select: { messageId: true, number: true, quote: true } });
  const messages = await tx.$queryRaw<{ id: string; text: string; model: string | null; parts: Prisma.JsonValue }[]>`
    SELECT id, text, model, parts FROM message
    WHERE team_id = ${teamId} AND (id = ANY(${citations.map((citation) => citation.messageId)}) OR strpos(parts::text, ${id}) > 0)`;
  for (const message of messages) {
    const own = citations.filter((citation) => citation.messageId === message.id);
    const text = message.model === 'extractive' ? redactText(message.text, own, deletedWords(deletedAt)) : message.text;
    await tx.message.update({ where: { id: message.id }, data: { text, parts: redactParts(message.parts, id) as Prisma.InputJsonValue } });
  }
  await redactSpellings(tx, teamId);
  const gone = { where: { teamId, documentId: id }, data: { quote: '', heading: null, documentName: deletedName, sourceDeletedAt: deletedAt } };
  await tx.citation.updateMany(gone);
  await tx.personAnswerSource.updateMany(gone);
}

/** A mistyped word was searched for as documents write it: of those writings only what some document still holds stays. */
async function redactSpellings(tx: Transaction, teamId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE message SET parts = jsonb_set(parts, '{also}', (
      SELECT coalesce(jsonb_agg(one), '[]') FROM jsonb_array_elements(parts->'also') AS one
      WHERE one->>'reason' = 'glossary' OR NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements_text(one->'terms') AS term
        WHERE NOT EXISTS (SELECT 1 FROM team_word WHERE team_id = ${teamId} AND word = term))))
    WHERE team_id = ${teamId} AND parts->'also' @> '[{"reason": "spelling"}]'`;
}

const deletedName = 'Deleted document';

function deletedWords(deletedAt: Date): string {
  return `(source deleted on ${deletedAt.toISOString().slice(0, 10)})`;
}

/** Empties the words in every object of stored message parts that names the document. */
export function redactParts(parts: unknown, documentId: string): unknown {
  if (Array.isArray(parts)) return parts.map((part) => redactParts(part, documentId));
  if (typeof parts !== 'object' || parts === null) return parts;
  const isFromDocument = 'documentId' in parts && parts.documentId === documentId;
  return Object.fromEntries(
    Object.entries(parts).map(([key, value]) => {
      if (!isFromDocument || typeof value !== 'string') return [key, redactParts(value, documentId)];
      if (key === 'documentName') return [key, deletedName];
      return [key, ['excerpt', 'quote', 'text', 'heading', 'context', 'title'].includes(key) ? '' : value];
    }),
  );
}
