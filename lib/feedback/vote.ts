import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import type { VoteReason } from '@/lib/chats/chat-message';
import { db } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';

export const voteReasons = ['wrong', 'incomplete', 'wrong-source', 'out-of-date', 'other'] as const satisfies readonly VoteReason[];

export const voteInput = z.object({
  value: z.union([z.literal(1), z.literal(-1), z.literal(0)], 'value: a vote is 1, -1 or 0.'),
  reason: z.enum(voteReasons, 'reason: choose one of the listed reasons.').nullish(),
  comment: z
    .string()
    .transform((comment) => comment.toWellFormed().replaceAll('\0', '').trim())
    .pipe(z.string().max(2_000, 'A comment has at most 2,000 characters.'))
    .nullish(),
});

export type VoteInput = z.infer<typeof voteInput>;

/** Keeps the viewer's vote on an answer of their own chat in place of an earlier one; 0 takes it back. Throws `not_found:message`. */
export async function vote(viewer: Viewer, messageId: string, input: VoteInput): Promise<void> {
  const { teamId, userId } = viewer;
  const message = await db().message.findFirst({
    where: { id: messageId, teamId, author: 'footnote', chat: { userId, teamId } },
    select: { status: true },
  });
  if (!message) throw notFound('message');
  if (input.value === 0) {
    await db().vote.deleteMany({ where: { messageId, userId, teamId } });
    return;
  }
  if (message.status === 'running') throw new AppError('conflict:answer', 'Wait until the answer is finished.');
  const said = { value: input.value, reason: input.value === -1 ? (input.reason ?? null) : null, comment: input.comment || null };
  await db().vote.upsert({
    where: { messageId_userId: { messageId, userId } },
    create: { ...said, messageId, userId, teamId },
    update: said,
  });
}
