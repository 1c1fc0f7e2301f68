import { db } from '@/lib/db/client';
import { type Alignment, alignTexts } from '@/lib/differences/align-texts';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import { type NewNotification, notify } from '@/lib/notifications/notify';

/** Notices written in one transaction. */
const atOnce = 100;

/** Words of an earlier version on which something in somebody's chat rests. */
type Quote = Span & { versionId: string; messageId: string; chatId: string; userId: string; citationId?: string };

/**
 * Tells those whose answers quote words that stood in the version before this one and do not stand in it (G5), once for
 * each of their chats. A file that was only read anew is nobody's news. Repeating it tells nobody twice.
 */
export async function announceChange(versionId: string): Promise<void> {
  const version = await db().documentVersion.findUnique({
    where: { id: versionId },
    select: { id: true, number: true, teamId: true, documentId: true, sha256: true, text: true, document: { select: { deletedAt: true } } },
  });
  if (!version || version.text === null || version.document.deletedAt) return;
  const { teamId, documentId } = version;
  const before = await db().documentVersion.findFirst({
    where: { documentId, number: { lt: version.number }, text: { not: null } },
    orderBy: { number: 'desc' },
    select: { id: true, sha256: true, text: true },
  });
  if (!before || before.text === null || before.sha256 === version.sha256) return;

  const isLost = lostBetween({ before: { id: before.id, text: before.text }, now: version.text });
  const told = new Map<string, NewNotification>();
  for (const quote of await quotesOf(teamId, documentId, versionId)) {
    if (told.has(quote.chatId) || !(await isLost(quote))) continue;
    const { chatId, messageId, userId, citationId } = quote;
    told.set(chatId, { teamId, userId, kind: 'source-changed', event: `source-changed ${versionId} ${chatId}`, chatId, messageId, documentId, ...(citationId !== undefined && { citationId }) });
  }
  const notices = [...told.values()];
  for (let first = 0; first < notices.length; first += atOnce) {
    // Short transactions; whoever was told before an interruption is not told again.
    await db().$transaction(async (tx) => {
      const some = notices.slice(first, first + atOnce);
      const chats = await tx.chat.findMany({ where: { id: { in: some.map(({ chatId }) => chatId ?? '') } }, select: { id: true } });
      await notify(tx, some.filter(({ chatId }) => chats.some(({ id }) => id === chatId)));
    });
  }
}

/** Whether words that stood in the version before are no longer in the text of now. Each two texts are compared once. */
function lostBetween({ before, now }: { before: { id: string; text: string }; now: string }): (quote: Quote) => Promise<boolean> {
  const compared = new Map<string, Promise<{ before: Alignment; now: Alignment } | undefined>>();

  async function compare(versionId: string) {
    const text = versionId === before.id ? before.text : (await db().documentVersion.findUnique({ where: { id: versionId }, select: { text: true } }))?.text;
    return typeof text === 'string' ? { before: alignTexts(text, before.text), now: alignTexts(text, now) } : undefined;
  }

  return async (quote) => {
    const known = compared.get(quote.versionId) ?? compare(quote.versionId);
    compared.set(quote.versionId, known);
    const there = await known;
    return there !== undefined && there.before.counterpartOf(quote).state === 'same' && there.now.counterpartOf(quote).state !== 'same';
  };
}

/** What answers, and people in answers of theirs, quote of other versions of the document; the newest messages first. */
async function quotesOf(teamId: string, documentId: string, exceptVersionId: string): Promise<Quote[]> {
  const where = { teamId, documentId, versionId: { not: exceptVersionId }, sourceDeletedAt: null };
  const message = { select: { id: true, createdAt: true, chat: { select: { id: true, userId: true } } } };
  const span = { versionId: true, start: true, end: true };
  const [citations, named] = await Promise.all([
    db().citation.findMany({ where, select: { id: true, ...span, message } }),
    db().personAnswerSource.findMany({ where, select: { ...span, question: { select: { message } } } }),
  ]);
  const all = [
    ...citations.map(({ id, ...citation }) => ({ ...citation, citationId: id })),
    ...named.filter(({ start, end }) => start < end).map(({ question, ...source }) => ({ ...source, message: question.message })),
  ];
  return all
    .toSorted((a, b) => b.message.createdAt.getTime() - a.message.createdAt.getTime())
    .map(({ message: { id, chat }, ...quote }) => ({ ...quote, messageId: id, chatId: chat.id, userId: chat.userId }));
}
