import type { Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/**
 * Takes a deleted document's words out of every message that drew on it: its quotes, its excerpts among the found
 * passages and, where the built-in model answered by picking sentences, those sentences. Repeating it changes nothing.
 */
export async function redactMessages(tx: Transaction, document: { id: string; teamId: string; deletedAt: Date }): Promise<void> {
  const { id, teamId, deletedAt } = document;
  const citations = await tx.citation.findMany({ where: { teamId, documentId: id, sourceDeletedAt: null }, select: { messageId: true, number: true, quote: true } });
  const messages = await tx.$queryRaw<{ id: string; text: string; model: string | null; parts: Prisma.JsonValue }[]>`
    SELECT id, text, model, parts FROM message
    WHERE team_id = ${teamId} AND (id = ANY(${citations.map((citation) => citation.messageId)}) OR strpos(parts::text, ${id}) > 0)`;
  for (const message of messages) {
    const own = citations.filter((citation) => citation.messageId === message.id);
    const text = message.model === 'extractive' ? redactText(message.text, own, deletedAt) : message.text;
    await tx.message.update({ where: { id: message.id }, data: { text, parts: redactParts(message.parts, id) as Prisma.InputJsonValue } });
  }
  await redactSpellings(tx, teamId);
  await tx.citation.updateMany({
    where: { teamId, documentId: id },
    data: { quote: '', heading: null, documentName: deletedName, sourceDeletedAt: deletedAt },
  });
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

export const deletedName = 'Deleted document';

/**
 * Replaces what stands before each of these footnote marks, back to the mark or the line break before it, by
 * "(source deleted on …)". Marks stay: they still lead to the note that says so.
 */
export function redactText(text: string, citations: { number: number; quote: string }[], deletedAt: Date): string {
  const numbers = new Set(citations.map((citation) => citation.number));
  const words = `(source deleted on ${deletedAt.toISOString().slice(0, 10)})`;
  let redacted = text
    .split('\n')
    .map((line) =>
      line.replace(
        // A claim with the marks that follow it. What begins a line (list marker, quote marker) is not part of the claim.
        /(^\s*(?:(?:[-*+>]|\d+[.)])\s+)*)?((?:(?!\[\^\d{1,4}\]).)*)((?:\s*\[\^\d{1,4}\])+)/g,
        (whole, prefix: string | undefined, claim: string, marks: string) => {
          const cited = [...marks.matchAll(/\[\^(\d{1,4})\]/g)].map((mark) => Number(mark[1]));
          if (!cited.some((number) => numbers.has(number)) || claim.trim() === '') return whole;
          return `${prefix ?? ''}${claim.startsWith(' ') ? ' ' : ''}${words}${marks}`;
        },
      ),
    )
    .join('\n');
  for (const { quote } of citations) if (quote.trim().length > 0) redacted = redacted.replaceAll(quote, words);
  return redacted;
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
