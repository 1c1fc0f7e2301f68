import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import type { TeamUsage, UsageSums } from './team-usage';
import { type UsageFilter, withinDays } from './usage-filter';

/** At most so many lines are told apart. */
const mostLines = 400;

const keys: Record<UsageFilter['by'], { key: string; order: string }> = {
  day: { key: `to_char(usage.created_at, 'YYYY-MM-DD')`, order: 'key DESC' },
  person: { key: `coalesce("user".name, CASE WHEN usage.user_id IS NULL THEN 'Reading of documents' ELSE 'Former member' END)`, order: 'cost DESC NULLS LAST, key' },
  model: { key: 'usage.model', order: 'cost DESC NULLS LAST, key' },
  step: { key: 'usage.step', order: 'cost DESC NULLS LAST, key' },
};

const sums = `count(*)::int AS calls, count(DISTINCT usage.message_id)::int AS answers,
  coalesce(sum(usage.input_tokens), 0)::float8 AS "inputTokens", coalesce(sum(usage.output_tokens), 0)::float8 AS "outputTokens",
  coalesce(sum(usage.searches), 0)::int AS searches, coalesce(sum(usage.cost_micros), 0)::text AS "costMicros",
  count(*) FILTER (WHERE usage.cost_micros IS NULL)::int AS unpriced,
  count(*) FILTER (WHERE usage.input_tokens IS NULL OR usage.output_tokens IS NULL)::int AS uncounted`;

/** What the team spent on models, told apart by day, person, model or step, with the sum of all. For admins. */
export async function readUsage(viewer: Viewer, filter: UsageFilter): Promise<TeamUsage> {
  requireRole(viewer, 'admin');
  const { key, order } = keys[filter.by];
  const parameters = [viewer.teamId, filter.from ?? null, filter.to ?? null];
  const person = filter.by === 'person' ? 'LEFT JOIN "user" ON "user".id = usage.user_id' : '';
  // Two people may have one name; they keep a line each.
  const group = filter.by === 'person' ? 'usage.user_id, "user".name' : key;
  const { rows: lines } = await pool().query<UsageSums & { key: string }>(
    `SELECT ${key} AS key, ${sums}, sum(usage.cost_micros) AS cost FROM usage_entry usage ${person}
     WHERE usage.team_id = $1 AND ${withinDays} GROUP BY ${group} ORDER BY ${order} LIMIT ${mostLines}`,
    parameters,
  );
  const { rows: totals } = await pool().query<UsageSums>(`SELECT ${sums} FROM usage_entry usage WHERE usage.team_id = $1 AND ${withinDays}`, parameters);
  const [total] = totals;
  if (!total) throw new Error('a sum has one row');
  return { lines: lines.map(({ key: name, ...line }) => ({ key: name, ...sumsOf(line) })), total: sumsOf(total) };
}

function sumsOf({ calls, answers, inputTokens, outputTokens, searches, costMicros, unpriced, uncounted }: UsageSums): UsageSums {
  return { calls, answers, inputTokens, outputTokens, searches, costMicros, unpriced, uncounted };
}
