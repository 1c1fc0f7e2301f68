import type { Viewer } from '@/lib/auth/viewer';
import type { Transaction } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';

export type OpenQuestion = {
  state: string;
  messageId: string;
  chatId: string;
  askedById: string;
  /** Who has taken it and may still answer. */
  takenById: string | null;
  takenBy: string | null;
};

/**
 * Locks a question of the viewer's team that somebody asked who still belongs to it. Whoever had taken it and left, was
 * disabled or may only read since then, has it no longer. Throws `not_found:question`, `conflict:question` unless it is open.
 */
export async function lockOpenQuestion(tx: Transaction, viewer: Viewer, questionId: string): Promise<OpenQuestion> {
  const rows = await tx.$queryRaw<OpenQuestion[]>`
    SELECT q.state, q.message_id AS "messageId", m.chat_id AS "chatId", q.asked_by_id AS "askedById", taker.id AS "takenById", taker.name AS "takenBy"
    FROM person_question q
    JOIN message m ON m.id = q.message_id
    JOIN membership asker ON asker.team_id = q.team_id AND asker.user_id = q.asked_by_id
    JOIN "user" asking ON asking.id = q.asked_by_id AND asking.disabled_at IS NULL
    LEFT JOIN (membership taking JOIN "user" taker ON taker.id = taking.user_id AND taker.disabled_at IS NULL)
      ON taking.team_id = q.team_id AND taking.user_id = q.taken_by_id AND taking.role <> 'viewer'
    WHERE q.id = ${questionId} AND q.team_id = ${viewer.teamId}
    FOR UPDATE OF q`;
  const question = rows[0];
  if (!question) throw notFound('question');
  if (question.state !== 'open') throw settledMeanwhile(question.state);
  return question;
}

/** As {@link lockOpenQuestion}, for whoever has taken it. Throws `conflict:taken` when that is somebody else, or nobody. */
export async function lockHeldQuestion(tx: Transaction, viewer: Viewer, questionId: string): Promise<OpenQuestion> {
  const question = await lockOpenQuestion(tx, viewer, questionId);
  if (question.takenById === viewer.userId) return question;
  throw new AppError('conflict:taken', question.takenBy === null ? 'Take this question first.' : `${question.takenBy} has taken this question.`);
}

const ends: Record<string, string> = { answered: 'This question was answered meanwhile.', closed: 'This question was closed meanwhile.', withdrawn: 'This question was withdrawn meanwhile.' };

function settledMeanwhile(state: string): AppError {
  return new AppError('conflict:question', ends[state] ?? 'This question no longer waits.');
}
