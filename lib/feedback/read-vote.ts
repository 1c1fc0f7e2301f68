import { requireRole, type Viewer } from '@/lib/auth/viewer';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { toFootnoteMessage } from '@/lib/chats/read-chat';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

export type VotedTurn = {
  id: string;
  value: 1 | -1;
  reason: string | null;
  comment: string | null;
  voter: string;
  votedAt: string;
  question: FootnoteMessage | null;
  answer: FootnoteMessage;
};

/** The one turn that was voted on, as the voter sees it; the rest of their chat stays closed. For admins. Throws `not_found:vote`. */
export async function readVote(viewer: Viewer, voteId: string): Promise<VotedTurn> {
  requireRole(viewer, 'admin');
  const row = await db().vote.findFirst({
    where: { id: voteId, teamId: viewer.teamId },
    include: { message: { include: { citations: { orderBy: { number: 'asc' } }, parent: { include: { citations: true } } } } },
  });
  if (!row) throw notFound('vote');
  const voter = await db().user.findUnique({ where: { id: row.userId }, select: { name: true } });
  const { parent, ...answer } = row.message;
  return {
    id: row.id,
    value: row.value > 0 ? 1 : -1,
    reason: row.reason,
    comment: row.comment,
    voter: voter?.name ?? 'Former member',
    votedAt: row.updatedAt.toISOString(),
    question: parent && toFootnoteMessage({ ...parent, parentId: null, votes: [] }, [parent.id]),
    answer: toFootnoteMessage({ ...answer, votes: [] }, [answer.id]),
  };
}
