import { z } from 'zod';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { voteReasons } from './vote';

/** From an address: every field may be missing, and what cannot be read is refused with a sentence. */
export const voteFilter = z.object({
  value: z.enum(['up', 'down']).optional(),
  reason: z.enum(voteReasons).optional(),
  /** Days, both included, as 2026-03-31 in UTC. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  query: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

export type VoteFilter = z.infer<typeof voteFilter>;

export type ListedVote = {
  id: string;
  messageId: string;
  value: 1 | -1;
  reason: string | null;
  comment: string | null;
  /** Name of who voted; 'Former member' when they are gone. */
  voter: string;
  /** ISO time of the last change. */
  votedAt: string;
  question: string;
  /** Markdown with footnote marks. */
  answer: string;
  model: string | null;
  /** Passages that the answer cites: document, page and quoted words. */
  passages: { citationId: string; number: number; documentName: string; page: number | null; slide: boolean; quote: string }[];
};

/** The votes of the viewer's team, newest first, each with its own turn and nothing else of the chat. For admins. */
export async function listVotes(viewer: Viewer, filter: VoteFilter): Promise<{ votes: ListedVote[]; total: number }> {
  requireRole(viewer, 'admin');
  const where = whereOf(viewer, filter);
  const [total, rows] = await Promise.all([
    db().vote.count({ where }),
    db().vote.findMany({
      where,
      include: { message: { include: { parent: { select: { text: true } }, citations: { orderBy: { number: 'asc' } } } } },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      skip: (filter.page - 1) * filter.pageSize,
      take: filter.pageSize,
    }),
  ]);
  const people = await db().user.findMany({ where: { id: { in: rows.map((row) => row.userId) } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  const votes = rows.map(({ message, ...row }): ListedVote => ({
    id: row.id,
    messageId: row.messageId,
    value: row.value > 0 ? 1 : -1,
    reason: row.reason,
    comment: row.comment,
    voter: names.get(row.userId) ?? 'Former member',
    votedAt: row.updatedAt.toISOString(),
    question: message.parent?.text ?? '',
    answer: message.text,
    model: message.model,
    passages: message.citations.map(({ id, number, documentName, page, slide, quote }) => ({ citationId: id, number, documentName, page, slide, quote })),
  }));
  return { votes, total };
}

function whereOf(viewer: Viewer, { value, reason, from, to, query }: VoteFilter): Prisma.VoteWhereInput {
  const day = 86_400_000;
  const words = query?.replaceAll('\0', '').trim().replace(/[\\%_]/g, '\\$&');
  const contains = words ? { contains: words, mode: 'insensitive' as const } : undefined;
  return {
    teamId: viewer.teamId,
    ...(value ? { value: value === 'up' ? 1 : -1 } : {}),
    ...(reason ? { reason } : {}),
    ...(from || to
      ? { updatedAt: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(Date.parse(to) + day) } : {}) } }
      : {}),
    ...(contains ? { OR: [{ comment: contains }, { message: { text: contains } }, { message: { parent: { text: contains } } }] } : {}),
  };
}
