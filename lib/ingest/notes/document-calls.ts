import type { TeamModel } from '@/lib/ai/language-models';
import { db, pool } from '@/lib/db/client';
import type { Language } from '@/lib/retrieval/keyword/language';
import { contentKey, passageKey } from './note-key';
import { materialText } from './note-prompt';
import { planCalls, shownAtOnce } from './plan-calls';
import { lineTokens } from './prompt-size';

/** One call that is still to be made: what is shown, and the passages that it asks about. */
export type DocumentCall = {
  model: string;
  material: string;
  /** Other calls show the very same. */
  isShared: boolean;
  passages: { number: number; words: string; passageKey: string; contentKey: string }[];
};

/** What is left to be asked about a document: `done` of `total` passages that can have a note have one. */
export type DocumentCalls = { calls: DocumentCall[]; done: number; total: number };

type Row = { context: string; words: string; edited: boolean; tokens: number; language: Language };

/** Headings of a long document that are shown with each part of it; spread over the whole where there are more. */
const mostOutlined = 150;

/** The calls for the notes that a document lacks; undefined when its collection wants none, or the document is gone. */
export async function documentCalls(documentId: string, team: Pick<TeamModel, 'name' | 'facts'>): Promise<DocumentCalls | undefined> {
  const document = await db().document.findFirst({
    where: { id: documentId, deletedAt: null, state: { in: ['ready', 'failed'] }, collection: { notesSince: { not: null } } },
    select: { name: true },
  });
  if (!document) return undefined;
  const { rows } = await pool().query<Row>(
    `SELECT context, coalesce(original, text) AS words, edit_id IS NOT NULL AS edited, tokens, language FROM passage WHERE document_id = $1 ORDER BY ordinal, part`,
    [documentId],
  );
  const noted = await db().passageNote.findMany({ where: { documentId, outdated: false }, select: { passageKey: true } });
  const has = new Set(noted.map((note) => note.passageKey));
  const keys = rows.map(passageKey);
  // Passages with the same words under the same titles have one note together.
  const firsts = new Map(keys.flatMap((key, n) => (rows[n]?.edited ? [] : [[key, n] as const])).toReversed());
  const lacksNote = (row: Row, n: number) => !row.edited && !has.has(keys[n] ?? '');
  const isWanted = (row: Row, n: number) => lacksNote(row, n) && firsts.get(keys[n] ?? '') === n;
  const plan = planCalls(
    rows.map((row, n) => ({
      tokens: lineTokens({ ...row, characters: row.words.length, contextCharacters: row.context.length, isSameContext: row.context === rows[n - 1]?.context }),
      wanted: isWanted(row, n),
    })),
    shownAtOnce(team.facts),
  );
  const outline = spread([...new Set(rows.map((row) => row.context))], mostOutlined);
  const calls = plan.flatMap(({ shown, calls: asked }) => {
    const isWhole = shown.length === rows.length;
    const material = materialText({
      documentName: document.name,
      outline: isWhole ? [] : outline,
      passages: shown.flatMap((index) => (rows[index] ? [{ number: index + 1, ...rows[index] }] : [])),
    });
    return asked.map((indices): DocumentCall => ({
      model: team.name,
      material,
      isShared: asked.length > 1,
      passages: indices.map((index) => {
        const key = keys[index] ?? '';
        return { number: index + 1, words: rows[index]?.words ?? '', passageKey: key, contentKey: contentKey({ model: team.name, material, passage: key }) };
      }),
    }));
  });
  const total = rows.filter((row) => !row.edited).length;
  return { calls, total, done: total - rows.filter(lacksNote).length };
}

/** At most so many of the items, evenly from first to last. */
function spread<Item>(items: Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return items.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
}
