import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { csvStream } from '@/lib/csv/csv-stream';
import { pool } from '@/lib/db/client';
import { type UsageFilter, withinDays } from './usage-filter';

const pageSize = 1_000;

const columns = ['time', 'answer', 'person', 'step', 'model', 'outcome', 'tokens_in', 'tokens_out', 'searches', 'milliseconds', 'cost_millionths_usd'];

type Row = Record<(typeof columns)[number], string | number | null>;

/**
 * The team's ledger as CSV, one line for each model call, oldest first; a cell is empty where something is not known. In
 * UTF-8 with a byte order mark, so that spreadsheets read it. For admins.
 */
export function exportUsage(viewer: Viewer, filter: Omit<UsageFilter, 'by'>): ReadableStream<Uint8Array> {
  requireRole(viewer, 'admin');
  return csvStream(columns, rowsOf(viewer, filter));
}

async function* rowsOf(viewer: Viewer, filter: Omit<UsageFilter, 'by'>): AsyncGenerator<Row> {
  let after: { time: string; id: string } | undefined;
  do {
    const page = await readPage(viewer, filter, after);
    for (const { id: _id, ...row } of page) yield row;
    const last = page.at(-1);
    after = page.length === pageSize && last ? { time: String(last.time), id: last.id } : undefined;
  } while (after);
}

/** By where the page before ended and not by counting, so that what is added meanwhile moves nothing. */
async function readPage(viewer: Viewer, { from, to }: Omit<UsageFilter, 'by'>, after: { time: string; id: string } | undefined): Promise<(Row & { id: string })[]> {
  const { rows } = await pool().query<Row & { id: string }>(
    `SELECT usage.id, to_char(usage.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time, usage.message_id AS answer, "user".name AS person, usage.step, usage.model, usage.outcome,
            usage.input_tokens AS tokens_in, usage.output_tokens AS tokens_out, usage.searches, usage.milliseconds, usage.cost_micros::text AS cost_millionths_usd
     FROM usage_entry usage LEFT JOIN "user" ON "user".id = usage.user_id
     WHERE usage.team_id = $1 AND ${withinDays} AND ($4::timestamp IS NULL OR (usage.created_at, usage.id) > ($4::timestamp, $5))
     ORDER BY usage.created_at, usage.id LIMIT ${pageSize}`,
    [viewer.teamId, from ?? null, to ?? null, after?.time.replace('Z', '') ?? null, after?.id ?? null],
  );
  return rows;
}
