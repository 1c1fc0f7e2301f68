import { z } from 'zod';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import { type FailingStep, failingSteps, type QualityReport, type StepFailures } from './step-failures';

/** From an address. */
export const qualityFilter = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) });

type Conditions = Record<FailingStep, string>;

type Counted = { day: string; answers: number; askedAgain: number; whole: number } & StepFailures['failed'];

/** Whether a message has a notice with a code like this. */
const noticed = (pattern: string) => `jsonb_path_exists(parts, '$.notices[*] ? (@.code like_regex "^${pattern}$")')`;

/** What went wrong in an answer, each as a condition on a row of `message`; parts as in lib/chats/stored-parts.ts. */
const failures: Conditions = {
  understand: `(parts->'understanding'->>'problem') IS NOT NULL`,
  retrieve: `${noticed('unavailable:(search|keyword|vector)')} OR parts->'trace'->'failed' IS NOT NULL`,
  nothing: `coalesce((parts->'trace'->>'found')::int = 0, false)`,
  rerank: noticed('unavailable:reranker'),
  // Where there is no trace, it broke off before there was anything to answer from.
  answer: `${noticed('unavailable:(answer|model)')} OR (status IN ('interrupted', 'failed') AND parts->'trace' IS NOT NULL)`,
  check: `coalesce(jsonb_array_length(parts->'unsupported') > 0, false)`,
};

/**
 * How often each step of the team's answers failed, by day, of the last `days` days: from what is kept with the answers, so
 * that those of deleted chats no longer count. For admins.
 */
export async function readQuality(viewer: Viewer, { days }: z.infer<typeof qualityFilter>): Promise<QualityReport> {
  requireRole(viewer, 'admin');
  const { rows } = await pool().query<Counted>(
    `WITH answer AS (
       SELECT to_char(created_at, 'YYYY-MM-DD') AS day, coalesce((parts->'trace'->>'tries')::int > 1, false) AS again,
              ${failingSteps.map((step) => `(${failures[step]}) AS "${step}"`).join(', ')}
       FROM message
       WHERE team_id = $1 AND author = 'footnote' AND status <> 'running' AND created_at >= (now() AT TIME ZONE 'utc')::date - $2::int + 1
     )
     SELECT day, count(*)::int AS answers, count(*) FILTER (WHERE again)::int AS "askedAgain",
            ${failingSteps.map((step) => `count(*) FILTER (WHERE "${step}")::int AS "${step}"`).join(', ')},
            count(*) FILTER (WHERE NOT (${failingSteps.map((step) => `"${step}"`).join(' OR ')}))::int AS whole
     FROM answer GROUP BY day ORDER BY day DESC`,
    [viewer.teamId, days],
  );
  const sum = (of: (row: Counted) => number) => rows.reduce((total, row) => total + of(row), 0);
  const total = {
    understand: sum((row) => row.understand),
    retrieve: sum((row) => row.retrieve),
    nothing: sum((row) => row.nothing),
    rerank: sum((row) => row.rerank),
    answer: sum((row) => row.answer),
    check: sum((row) => row.check),
    answers: sum((row) => row.answers),
    askedAgain: sum((row) => row.askedAgain),
    whole: sum((row) => row.whole),
  };
  return { days: rows.map((row) => ({ day: row.day, ...failuresOf(row) })), total: failuresOf(total) };
}

function failuresOf({ answers, askedAgain, whole, ...counted }: Omit<Counted, 'day'>): StepFailures {
  const { understand, retrieve, nothing, rerank, answer, check } = counted;
  const failed = { understand, retrieve, nothing, rerank, answer, check };
  const chain = answers === 0 ? 1 : failingSteps.reduce((product, step) => product * (1 - failed[step] / answers), 1);
  return { answers, failed, askedAgain, whole, chain };
}
