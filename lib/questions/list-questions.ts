import { z } from 'zod';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import type { CloseReason } from '@/lib/chats/chat-message';
import { toPersonSource } from '@/lib/chats/asked-people';
import { sightOf } from '@/lib/chats/sharing/withhold-sources';
import { db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { QuestionPage, ShownQuestion } from './shown-question';

export const questionFilter = z.object({
  state: z.enum(['open', 'settled']).default('open'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type QuestionFilter = z.infer<typeof questionFilter>;

export const questionsPerPage = 30;

/** Of the viewer's team, asked by people who belong to it: nobody waits for an answer who has left. */
const asked = ({ teamId }: Viewer, state: QuestionFilter['state']) => Prisma.sql`person_question q
  JOIN membership asker ON asker.team_id = q.team_id AND asker.user_id = q.asked_by_id
  JOIN "user" asking ON asking.id = q.asked_by_id AND asking.disabled_at IS NULL
  WHERE q.team_id = ${teamId} AND ${state === 'open' ? Prisma.sql`q.state = 'open'` : Prisma.sql`q.state IN ('answered', 'closed')`}`;

type Row = { id: string; question: string; note: string | null; state: 'open' | 'answered' | 'closed'; askedAt: Date; askedBy: string; answer: string | null; closedFor: CloseReason | null; takerId: string | null; taker: string | null; takenAt: Date | null; settler: string | null; settledAt: Date | null };

/**
 * Questions that wait for a person, oldest first, or those that were answered and closed, newest first: what their askers
 * wrote and nothing of their chats. For editors.
 */
export async function listQuestions(viewer: Viewer, { state, page }: QuestionFilter): Promise<QuestionPage> {
  requireRole(viewer, 'editor');
  const order = state === 'open' ? Prisma.sql`q.asked_at, q.id` : Prisma.sql`q.settled_at DESC, q.id DESC`;
  const [rows, total] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT q.id, q.question, q.note, q.state, q.asked_at AS "askedAt", asking.name AS "askedBy", q.answer, q.closed_for AS "closedFor",
         taker.id AS "takerId", taker.name AS taker, q.taken_at AS "takenAt", settler.name AS settler, q.settled_at AS "settledAt"
       FROM (SELECT q.id AS chosen, asking.name FROM ${asked(viewer, state)} ORDER BY ${order} LIMIT ${questionsPerPage} OFFSET ${(page - 1) * questionsPerPage}) asking
       JOIN person_question q ON q.id = asking.chosen
       LEFT JOIN (membership taking JOIN "user" taker ON taker.id = taking.user_id AND taker.disabled_at IS NULL)
         ON taking.team_id = q.team_id AND taking.user_id = q.taken_by_id AND taking.role <> 'viewer'
       LEFT JOIN "user" settler ON settler.id = q.settled_by_id
       ORDER BY ${order}`,
    countQuestions(viewer, state),
  ]);
  const sources = await db().personAnswerSource.findMany({ where: { teamId: viewer.teamId, questionId: { in: rows.map((row) => row.id) } }, orderBy: { number: 'asc' } });
  const sight = await sightOf(viewer, sources.map((source) => source.documentId));
  const questions = rows.map((row): ShownQuestion => ({
    id: row.id,
    question: row.question,
    ...(row.note !== null && { note: row.note }),
    state: row.state,
    askedAt: row.askedAt.toISOString(),
    askedBy: row.askedBy,
    ...(row.state === 'open' && row.taker !== null && row.takenAt && { taken: { by: row.taker, mine: row.takerId === viewer.userId, at: row.takenAt.toISOString() } }),
    ...(row.settledAt && { settled: { by: row.settler ?? 'Someone who left', at: row.settledAt.toISOString() } }),
    ...(row.answer !== null && { answer: row.answer }),
    ...(row.closedFor !== null && { closedFor: row.closedFor }),
    sources: sources.filter((source) => source.questionId === row.id).map((source) => toPersonSource(source, sight)),
  }));
  return { questions, total };
}

/** How many questions of the team wait for a person, or were settled. For editors. */
export async function countQuestions(viewer: Viewer, state: QuestionFilter['state']): Promise<number> {
  requireRole(viewer, 'editor');
  const rows = await db().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${asked(viewer, state)}`;
  return rows[0]?.count ?? 0;
}
