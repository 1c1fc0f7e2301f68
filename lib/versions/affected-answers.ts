import { hasRole, requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { spanFollower } from './follow-span';
import { versionTexts } from './read-texts';

/** An answer that quotes words which the current version no longer has. */
export type AffectedAnswer = {
  messageId: string;
  question: string;
  /** ISO time of the answer. */
  answeredAt: string;
  /** The viewer's own chat, or, for admins, the vote by which they may read the answer. */
  open: { chatId: string } | { voteId: string };
  /** The first version that no longer has the words of one of its quotes. */
  changedIn: number;
  quotes: { citationId: string; number: number; quote: string; state: 'changed' | 'gone' }[];
};

export type AffectedAnswers = {
  /** Those that the viewer may read, newest first. */
  answers: AffectedAnswer[];
  /** How many more there are in other people's chats, which stay closed. */
  others: number;
};

/** Quotes that are followed at most: beyond them a list helps nobody. */
const mostQuotes = 2_000;

/**
 * Which answers quote words of a document that its current version no longer has (G5). Whose chat it is not learns how
 * many there are and nothing else; admins also see answers that were voted on. For editors. Throws `not_found:document`.
 */
export async function listAffectedAnswers(viewer: Viewer, documentId: string): Promise<AffectedAnswers> {
  requireRole(viewer, 'editor');
  const texts = await versionTexts(viewer, documentId);
  const follow = spanFollower(texts);
  const citations = await db().citation.findMany({
    where: { teamId: viewer.teamId, documentId, versionId: { not: texts.current.id }, sourceDeletedAt: null },
    orderBy: [{ message: { createdAt: 'desc' } }, { number: 'asc' }],
    take: mostQuotes,
    include: {
      message: {
        select: {
          id: true, createdAt: true, chat: { select: { id: true, userId: true } }, parent: { select: { text: true } },
          votes: { where: { teamId: viewer.teamId }, orderBy: { createdAt: 'asc' }, select: { id: true } },
        },
      },
    },
  });
  const affected = new Map<string, AffectedAnswer>();
  const closed = new Set<string>();
  for (const citation of citations) {
    const { now, changedIn } = await follow(citation.versionId, citation);
    if (now.state === 'same') continue;
    const { message } = citation;
    const [vote] = message.votes;
    const open =
      message.chat.userId === viewer.userId ? { chatId: message.chat.id } : vote && hasRole(viewer, 'admin') ? { voteId: vote.id } : undefined;
    if (!open) {
      closed.add(message.id);
      continue;
    }
    const answer: AffectedAnswer = affected.get(message.id) ?? {
      messageId: message.id,
      question: message.parent?.text ?? '',
      answeredAt: message.createdAt.toISOString(),
      open,
      changedIn: changedIn?.number ?? texts.current.number,
      quotes: [],
    };
    answer.changedIn = Math.min(answer.changedIn, changedIn?.number ?? texts.current.number);
    answer.quotes.push({ citationId: citation.id, number: citation.number, quote: citation.quote, state: now.state });
    affected.set(message.id, answer);
  }
  return { answers: [...affected.values()], others: closed.size };
}
