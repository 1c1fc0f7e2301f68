import { countTokens } from '@/lib/ai/embedding/embed';
import type { TeamModel } from '@/lib/ai/language-models';
import { costMicros } from '@/lib/ai/model-registry';
import { pool } from '@/lib/db/client';
import type { NoteEstimate } from './note-estimate';
import { passageKeySql } from './note-key';
import { buildNotePrompt } from './note-prompt';
import { passagesPerCall, type Plannable, planCalls, shownAtOnce } from './plan-calls';
import { lineTokens, type PassageSize } from './prompt-size';
import { writtenAgainSql } from './written-again';

/** Before a model was asked for notes: what it writes about a passage, in tokens, and how long a call takes. */
const usual = { outputTokens: 44, seconds: 12 };
/** Calls that run at the same time. */
const atOnce = 2;
/** One delimiter takes about as many tokens as another. */
const someDelimiter = '3f9c0a7e51d2b8460e7a19cf';
/** Documents that are looked at together. */
const windowSize = 200;
/** Titles of a document that is shown in parts: about this many tokens each. */
const outlineTokens = 8;
const mostOutlined = 150;

type Row = PassageSize & { documentId: string; context: string; wanted: boolean };

/** Passages that have no note, or those whose notes could be written again. */
export type WantedNotes = 'missing' | 'again';

/** What it takes to write notes on a collection's documents, by the same plan as the calls themselves. */
export async function estimateNotes(teamId: string, collectionId: string, team: Pick<TeamModel, 'name' | 'facts'>, which: WantedNotes = 'missing'): Promise<NoteEstimate> {
  const budget = shownAtOnce(team.facts);
  const sum = { documents: 0, passages: 0, calls: 0, inputTokens: 0 };
  for await (const documents of windows({ teamId, collectionId, model: team.name, which })) {
    for (const rows of documents) {
      const plan = planCalls(rows.map((row): Plannable => ({ tokens: lineTokens(row), wanted: row.wanted })), budget);
      if (plan.length === 0) continue;
      sum.documents += 1;
      const outline = outlineTokens * Math.min(mostOutlined, rows.filter((row) => !row.isSameContext).length);
      for (const { shown: indices, calls } of plan) {
        const isWhole = indices.length === rows.length;
        const shown = indices.reduce((tokens, index, n) => {
          const row = rows[index];
          // Titles stand again where something was left out before.
          return row ? tokens + lineTokens({ ...row, isSameContext: row.isSameContext && indices[n - 1] === index - 1 }) : tokens;
        }, isWhole ? 0 : outline);
        sum.calls += calls.length;
        sum.inputTokens += calls.reduce((tokens, asked) => tokens + shown + besideTokens(asked), 0);
        sum.passages += calls.flat().length;
      }
    }
  }
  const measured = await measuredOf(teamId, team.name);
  const outputTokens = Math.round(sum.passages * measured.outputTokens);
  const cost = costMicros(team.facts.price, { input: sum.inputTokens, output: outputTokens });
  return {
    model: team.name,
    ...sum,
    outputTokens,
    ...(cost !== null && { costMicros: String(cost) }),
    seconds: Math.ceil((sum.calls * measured.seconds) / atOnce),
  };
}

/** Everything in a call but the document. */
function besideTokens(asked: number[]): number {
  const { instructions, messages } = buildNotePrompt('', asked.map((index) => index + 1), someDelimiter);
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [content] : content.flatMap((part) => (part.type === 'text' ? [part.text] : []))));
  return [instructions, ...parts].reduce((tokens, text) => tokens + countTokens(text), 0);
}

async function measuredOf(teamId: string, model: string): Promise<{ outputTokens: number; seconds: number }> {
  const { rows } = await pool().query<{ output: number | null; notes: number; seconds: number | null }>(
    `SELECT sum(output_tokens)::float8 AS output, avg(milliseconds)::float8 / 1000 AS seconds,
       (SELECT count(DISTINCT content_key) FROM passage_note WHERE team_id = $1 AND model = $2)::int AS notes
     FROM usage_entry WHERE team_id = $1 AND model = $2 AND step = 'context' AND outcome = 'done'`,
    [teamId, model],
  );
  const { output = null, notes = 0, seconds = null } = rows[0] ?? {};
  return { outputTokens: output && notes >= passagesPerCall ? output / notes : usual.outputTokens, seconds: seconds ?? usual.seconds };
}

/** The passages of a collection's documents, document by document, in groups. */
async function* windows({ teamId, collectionId, model, which }: { teamId: string; collectionId: string; model: string; which: WantedNotes }): AsyncGenerator<Row[][]> {
  for (let after = ''; ; ) {
    const { rows: documents } = await pool().query<{ id: string }>(
      `SELECT id FROM document WHERE team_id = $1 AND collection_id = $2 AND id > $3 AND deleted_at IS NULL AND current_version_id IS NOT NULL ORDER BY id LIMIT ${windowSize}`,
      [teamId, collectionId, after],
    );
    const last = documents.at(-1);
    if (!last) return;
    after = last.id;
    const { rows } = await pool().query<Row>(
      `SELECT document_id AS "documentId", tokens, language, context, length(coalesce(original, text)) AS characters, length(context) AS "contextCharacters",
         context IS NOT DISTINCT FROM lag(context) OVER (PARTITION BY document_id ORDER BY ordinal, part) AS "isSameContext",
         edit_id IS NULL AND row_number() OVER (PARTITION BY document_id, edit_id IS NULL, ${passageKeySql('p')} ORDER BY ordinal, part) = 1
           AND $3 = EXISTS (SELECT 1 FROM passage_note n WHERE n.document_id = p.document_id AND n.passage_key = ${passageKeySql('p')}
             AND NOT n.outdated AND ($4::text IS NULL OR ${writtenAgainSql('n', '$4')})) AS wanted
       FROM passage p WHERE team_id = $1 AND document_id = ANY($2) ORDER BY document_id, ordinal, part`,
      [teamId, documents.map(({ id }) => id), which === 'again', which === 'again' ? model : null],
    );
    yield [...Map.groupBy(rows, (row) => row.documentId).values()];
  }
}
