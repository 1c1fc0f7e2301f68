import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { purgeDocument } from '@/lib/documents/purge-document';
import { readVersion } from '@/lib/documents/read-version';
import { reindexDocuments } from '@/lib/documents/reindex-documents';
import { uploadText } from '@/lib/documents/test-upload';
import { ingest } from '@/lib/ingest/ingest';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { retrieve } from '@/lib/retrieval/retrieve';
import type { RetrieveMode } from '@/lib/retrieval/retrieval-types';
import { writeWords } from '@/lib/retrieval/words/write-words';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { changePassage } from './change-passage';
import { listPassages } from './list-passages';
import { passageChange } from './passage-change';
import { settleConflict } from './settle-conflict';
import type { ShownPassage } from './shown-passage';

let team: TestTeam;
let other: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam('Ours');
  other = await createTestTeam('Theirs');
});
afterAll(() => stopJobs());

const sections = ['Wombats dig burrows of thirty metres under the north field.', 'Lanterns are lit at dusk along the harbour wall. They are put out at dawn.', 'Ferries cross to the island every second hour.'];
const rules = (title: string, texts = sections) => `# ${title}\n\n${texts.map((text) => `## About ${text.split(' ', 2).join(' ').toLowerCase()}\n\n${text}`).join('\n\n')}\n`;

/** A document that is ready, with its vectors. */
async function ready(title: string, texts = sections): Promise<string> {
  const id = await uploadText(team.editor, `${title}.md`, rules(title, texts));
  await ingest(id);
  await settle(id);
  return id;
}

/** What the worker does after a change. */
async function settle(id: string): Promise<void> {
  await writeWords(id);
  await writeSentences(id);
}

async function newVersion(id: string, title: string, texts: string[]): Promise<void> {
  await uploadText(team.editor, `${title}.md`, rules(title, texts), { documentId: id });
  await ingest(id);
  await settle(id);
}

const passages = async (id: string) => (await listPassages(team.editor, id, 0)).passages;
async function passage(id: string, words: string): Promise<ShownPassage> {
  const { text } = await readVersion(team.viewer, id, 'current');
  const found = (await passages(id)).find((one) => text.slice(one.start, one.end).includes(words));
  if (!found) throw new Error(`no passage holds: ${words}`);
  return found;
}

type Change = { action: string; text?: string; keywords?: string[]; at?: number };
async function change(id: string, words: string, { action, ...rest }: Change, viewer: Viewer = team.editor) {
  const { versionId } = await readVersion(team.viewer, id, 'current');
  const { start, end } = await passage(id, words);
  return changePassage(viewer, id, passageChange.parse({ action, versionId, start, end, ...rest }));
}

/** The words of the document that a search finds, of this document alone. */
async function found(id: string, question: string, mode?: RetrieveMode): Promise<string[]> {
  const result = await retrieve(team.viewer, { question, ...(mode && { mode }), scope: { collectionIds: [], documentIds: [id] } });
  return result.passages.map(({ text }) => text);
}

const rows = (id: string) => db().passage.findMany({ where: { documentId: id }, orderBy: [{ ordinal: 'asc' }, { part: 'asc' }] });
/** The same without the ids: a passage that comes back is another row. */
const contents = async (id: string) => (await rows(id)).map((row) => ({ ...row, id: undefined }));

/** What always holds: every passage stands where its words are, has one vector, and the count is right. */
async function expectSound(id: string): Promise<void> {
  const { text, versionId } = await readVersion(team.viewer, id, 'current');
  const stored = await rows(id);
  for (const row of stored) {
    expect(row.versionId).toBe(versionId);
    expect(text.slice(row.start, row.end)).toBe(row.original ?? row.text);
  }
  expect(stored.map((row) => row.start)).toEqual(stored.map((row) => row.start).toSorted((a, b) => a - b));
  const { passageCount } = await db().document.findUniqueOrThrow({ where: { id } });
  expect(passageCount).toBe(stored.length);
  const vectors = await pool().query('SELECT passage_id FROM passage_vector_1 WHERE document_id = $1', [id]);
  expect(vectors.rowCount).toBe(stored.length);
  const sentences = await pool().query<{ start: number; end: number; from: number; to: number }>(
    `SELECT s.start, s."end", p.start AS "from", p."end" AS "to" FROM sentence_vector_1 s JOIN passage p ON p.id = s.passage_id WHERE p.document_id = $1`,
    [id],
  );
  expect(sentences.rows.every((row) => row.start >= row.from && row.end <= row.to)).toBe(true);
}

describe('editing a passage', () => {
  it('has it found by the new words at once, and quoted in those of the document', async () => {
    const id = await ready('Edited');
    await change(id, 'Wombats', { action: 'edit', text: 'Quokka tunnels reach under the paddock.', keywords: ['marsupial'] });
    // Before any vector is made.
    for (const words of ['quokka paddock', 'marsupial', '"quokka tunnels reach"']) {
      const [first] = await found(id, words, words.startsWith('"') ? undefined : 'keyword');
      expect([words, first]).toEqual([words, expect.stringContaining('Wombats dig burrows')]);
    }
    expect(await found(id, 'thirty metres', 'keyword')).toEqual([]);
    const [edited] = await passages(id);
    expect(edited).toMatchObject({ text: 'Quokka tunnels reach under the paddock.', keywords: ['marsupial'], pending: true, edited: { by: 'The editor' } });
    await settle(id);
    expect((await passages(id)).every(({ pending }) => !pending)).toBe(true);
    expect((await found(id, 'Where do quokkas have their tunnels?', 'vector'))[0]).toContain('Wombats dig burrows');
    await expectSound(id);
  });

  it('leaves the other passages as they are: rows, vectors and all', async () => {
    const id = await ready('Beside');
    const before = await rows(id);
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps at the quay.' });
    const after = await rows(id);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(after[1]?.id).not.toBe(before[1]?.id);
  });

  it('can be undone: everything is as it was read, and nothing is remembered', async () => {
    const id = await ready('Undone');
    const before = await contents(id);
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps.', keywords: ['quay'] });
    await change(id, 'Lanterns', { action: 'revert' });
    await settle(id);
    expect(await contents(id)).toEqual(before);
    expect(await db().passageEdit.count({ where: { documentId: id } })).toBe(0);
    await expectSound(id);
  });

  it('N1: writes one audit line for each change, without the words', async () => {
    const id = await ready('Audited');
    await change(id, 'Lanterns', { action: 'edit', text: 'Secret lamps.' });
    await change(id, 'Lanterns', { action: 'switch-off' });
    const events = await db().auditEvent.findMany({ where: { targetId: id, action: { startsWith: 'passage.' } }, orderBy: { createdAt: 'asc' } });
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([['passage.edit', team.editor.userId], ['passage.switch-off', team.editor.userId]]);
    expect(JSON.stringify(events)).not.toContain('lamps');
  });

  it.each([
    [{ action: 'edit', text: ' \n' }, 'switch it off'],
    [{ action: 'edit', text: 'x'.repeat(8_001) }, 'at most'],
    [{ action: 'edit', keywords: Array.from({ length: 31 }, (_, n) => `word ${n}`) }, 'at most 30'],
    [{ action: 'paint' }, 'Choose one of'],
  ])('refuses %j with a sentence', (bad, words) => {
    const parsed = passageChange.safeParse({ versionId: 'v', start: 0, end: 5, ...bad });
    expect(parsed.error?.issues[0]?.message).toContain(words);
  });

  it('refuses a passage that is another one by now', async () => {
    const id = await ready('Stale');
    const { versionId } = await readVersion(team.viewer, id, 'current');
    const { start, end } = await passage(id, 'Lanterns');
    await change(id, 'Lanterns', { action: 'split', at: start + 70 });
    const late = { action: 'switch-off' as const, versionId, start, end };
    await expect(changePassage(team.editor, id, late)).rejects.toMatchObject({ code: 'conflict:passage' });
    await expect(changePassage(team.editor, id, { ...late, versionId: 'other' })).rejects.toMatchObject({ code: 'conflict:passage' });
  });
});

describe('splitting, merging and switching passages off', () => {
  it('splits at a place; both halves are found by their own words', async () => {
    const id = await ready('Split');
    const { text } = await readVersion(team.viewer, id, 'current');
    await change(id, 'Lanterns', { action: 'split', at: text.indexOf('They are put out') });
    await settle(id);
    await expectSound(id);
    expect((await rows(id)).map(({ ordinal, part }) => [ordinal, part])).toEqual([[0, 0], [1, 0], [1, 1], [2, 0]]);
    expect((await found(id, 'put out at dawn', 'keyword'))[0]).toBe('They are put out at dawn.');
    const start = (await passage(id, 'They are put out')).start;
    await expect(change(id, 'They are put out', { action: 'split', at: start })).rejects.toMatchObject({ code: 'bad_request:split' });
  });

  it('merges a passage with the next, whoever made them, and goes back to what was read', async () => {
    const id = await ready('Merged');
    const before = await contents(id);
    const { text } = await readVersion(team.viewer, id, 'current');
    await change(id, 'Lanterns', { action: 'split', at: text.indexOf('They are put out') });
    await change(id, 'Wombats', { action: 'edit', keywords: ['marsupial'] });
    await change(id, 'Wombats', { action: 'merge' });
    await settle(id);
    await expectSound(id);
    const merged = await passage(id, 'Wombats');
    expect(text.slice(merged.start, merged.end)).toMatch(/^Merged\n\nAbout wombats dig\n\nWombats[\s\S]+harbour wall\.$/);
    expect(merged.keywords).toEqual(['marsupial']);
    expect(await db().passageEdit.count({ where: { documentId: id } })).toBe(1);
    await expect(change(id, 'Ferries', { action: 'merge' })).rejects.toMatchObject({ code: 'conflict:last-passage' });
    await change(id, 'Wombats', { action: 'revert' });
    await settle(id);
    expect(await contents(id)).toEqual(before);
    await expectSound(id);
  });

  it('B5: what is switched off is found in no way: by words, by meaning, by exact words; it is back when it is switched on', async () => {
    const id = await ready('Off');
    await change(id, 'Wombats', { action: 'switch-off' });
    await settle(id);
    for (const [question, mode] of [['wombats burrows', 'keyword'], ['Where do wombats dig?', 'vector'], ['"wombats dig burrows"', undefined], ['wombats', undefined]] as const) {
      expect((await found(id, question, mode)).filter((text) => text.includes('Wombats'))).toEqual([]);
    }
    expect(await pool().query(`SELECT 1 FROM team_word WHERE team_id = $1 AND word = 'wombats'`, [team.id]).then((result) => result.rowCount)).toBeLessThanOrEqual(1);
    const off = await passage(id, 'Wombats');
    expect(off).toMatchObject({ off: true, edited: { by: 'The editor' } });
    expect(off.number).toBeUndefined();
    await expectSound(id);
    await change(id, 'Wombats', { action: 'switch-on' });
    await settle(id);
    expect((await found(id, 'wombats burrows', 'keyword'))[0]).toContain('Wombats');
    expect(await db().passageEdit.count({ where: { documentId: id } })).toBe(0);
    await expectSound(id);
  });

  it('a document may have all of its passages switched off', async () => {
    const id = await ready('Silent', [sections[2] ?? '']);
    await change(id, 'Ferries', { action: 'switch-off' });
    await settle(id);
    expect(await rows(id)).toEqual([]);
    expect(await passages(id)).toHaveLength(1);
    expect(await db().documentWords.count({ where: { documentId: id } })).toBe(0);
    await change(id, 'Ferries', { action: 'switch-on' });
    await settle(id);
    await expectSound(id);
  });
});

describe('G6: what people made of passages', () => {
  it('survives another reading, and a version in which the words only move', async () => {
    const id = await ready('Kept');
    const { text } = await readVersion(team.viewer, id, 'current');
    await change(id, 'Lanterns', { action: 'split', at: text.indexOf('They are put out') });
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps at dusk.', keywords: ['quay'] });
    await change(id, 'They are put out', { action: 'switch-off' });
    const shown = async () => (await passages(id)).map(({ text, keywords, off }) => ({ text, keywords, off }));
    const before = await shown();
    await reindexDocuments(team.editor, [id]);
    await ingest(id);
    await settle(id);
    expect(await shown()).toEqual(before);
    await newVersion(id, 'Kept', ['A foreword that was not there before.', ...sections.toReversed()]);
    await expectSound(id);
    expect((await found(id, 'lamps', 'keyword'))[0]).toContain('Lanterns are lit at dusk along the harbour wall.');
    expect(await found(id, 'dawn', 'keyword')).toEqual([]);
    expect((await listPassages(team.editor, id, 0)).conflicts).toEqual([]);
    // A change that survived can still be undone.
    await change(id, 'Lanterns', { action: 'revert' });
    await settle(id);
    await expectSound(id);
    expect((await found(id, 'dawn', 'keyword'))[0]).toContain('They are put out at dawn.');
  });

  const atSeven = 'Lanterns are lit at seven along the harbour wall. They are put out at dawn.';

  it.each(['keep-mine', 'take-new'] as const)('waits for a decision when the words have changed; until then the new ones are searched: %s', async (settlement) => {
    const title = `Conflict ${settlement}`;
    const id = await ready(title);
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps at the quay.', keywords: ['beacon'] });
    await newVersion(id, title, sections.with(1, atSeven));
    await expectSound(id);
    const [conflict] = (await listPassages(team.editor, id, 0)).conflicts;
    expect(conflict).toMatchObject({ changed: { by: 'The editor' }, mine: [{ text: 'Lamps at the quay.', keywords: ['beacon'], off: false }] });
    expect(conflict?.base).toContain('lit at dusk');
    expect(conflict?.now?.difference.filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'removed', text: 'dusk' }, { kind: 'added', text: 'seven' }]);
    expect(await found(id, 'beacon', 'keyword')).toEqual([]);
    expect((await found(id, 'lit at seven', 'keyword'))[0]).toContain('lit at seven');

    await settleConflict(team.editor, id, conflict?.editId ?? '', settlement);
    await settle(id);
    await expectSound(id);
    expect((await listPassages(team.editor, id, 0)).conflicts).toEqual([]);
    const held = settlement === 'keep-mine' ? ['lit at seven'] : [];
    const foundBy = async (words: string) => (await found(id, words, 'keyword')).map((text) => /lit at \w+/.exec(text)?.[0]);
    expect(await foundBy('beacon')).toEqual(held);
    await expect(settleConflict(team.editor, id, conflict?.editId ?? '', settlement)).rejects.toMatchObject({ code: 'not_found:change' });
    // What was decided holds for the next version too.
    await newVersion(id, title, ['Another foreword.', ...sections.with(1, atSeven)]);
    expect(await foundBy('beacon')).toEqual(held);
  });

  it('says so when nothing stands there any more, and holds again when the words come back', async () => {
    const id = await ready('Gone');
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps at the quay.' });
    await newVersion(id, 'Gone', [sections[0] ?? '', sections[2] ?? '']);
    const [conflict] = (await listPassages(team.editor, id, 0)).conflicts;
    expect(conflict).toMatchObject({ mine: [{ text: 'Lamps at the quay.' }] });
    await newVersion(id, 'Gone', [...sections, 'An afterword.']);
    expect((await listPassages(team.editor, id, 0)).conflicts).toEqual([]);
    expect((await found(id, 'lamps quay', 'keyword'))[0]).toContain('Lanterns are lit');
    await expectSound(id);
  });
});

describe('rights and races', () => {
  it('B2, B3: are for editors of the own team, in its own documents', async () => {
    const id = await ready('Rights');
    const mine = await ready('Rights of another');
    await expect(change(id, 'Lanterns', { action: 'switch-off' }, team.viewer)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(change(id, 'Lanterns', { action: 'switch-off' }, other.owner)).rejects.toMatchObject({ code: 'not_found:document' });
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps.' });
    const { id: editId } = await db().passageEdit.findFirstOrThrow({ where: { documentId: id } });
    await newVersion(id, 'Rights', sections.with(1, 'Lanterns are lit at eight along the harbour wall. They are put out at dawn.'));
    await expect(settleConflict(other.owner, id, editId, 'take-new')).rejects.toMatchObject({ code: 'not_found:document' });
    await expect(settleConflict(team.viewer, id, editId, 'take-new')).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(settleConflict(team.editor, mine, editId, 'take-new')).rejects.toMatchObject({ code: 'not_found:change' });
    expect(await listPassages(other.owner, id, 0)).toMatchObject({ passages: [], conflicts: [] });
    const ours = await db().passageEdit.findMany({ where: { documentId: id } });
    expect(ours).toHaveLength(1);
  });

  it('J5: a change that comes while the document is read again is in what is written', async () => {
    const id = await ready('Raced');
    await reindexDocuments(team.editor, [id]);
    let raced = 0;
    await ingest(id, {
      onStage: async (stage) => {
        if (stage !== 'write' || raced++ > 0) return;
        await change(id, 'Wombats', { action: 'switch-off' });
        await change(id, 'Lanterns', { action: 'edit', text: 'Lamps at the quay.' });
      },
    });
    await settle(id);
    expect(raced).toBe(2);
    expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'ready' });
    await expectSound(id);
    expect((await passages(id)).map(({ text, off }) => [text, off])).toEqual([[undefined, true], ['Lamps at the quay.', false], [undefined, false]]);
  });

  it('J5: a change to a version that has just been replaced is refused; deletion wins over every change', async () => {
    const id = await ready('Overtaken');
    const { versionId } = await readVersion(team.viewer, id, 'current');
    const { start, end } = await passage(id, 'Wombats');
    await newVersion(id, 'Overtaken', [...sections, 'More.']);
    const late = { action: 'switch-off' as const, versionId, start, end };
    await expect(changePassage(team.editor, id, late)).rejects.toMatchObject({ code: 'conflict:passage' });
    const now = await passage(id, 'Wombats');
    const current = await readVersion(team.viewer, id, 'current');
    await deleteDocuments(team.editor, [id]);
    await expect(changePassage(team.editor, id, { action: 'switch-off', versionId: current.versionId, start: now.start, end: now.end })).rejects.toMatchObject({ code: 'not_found:document' });
  });

  it('J5: two changes at the same moment follow one another, and the second sees the first', async () => {
    const id = await ready('Together');
    const results = await Promise.allSettled([change(id, 'Wombats', { action: 'merge' }), change(id, 'Lanterns', { action: 'switch-off' })]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await settle(id);
    await expectSound(id);
  });

  it('J5: a vector that arrives after its passage was changed once more is not stored for the new words', async () => {
    const id = await ready('Late vector');
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps at the quay.' });
    const filling = writeSentences(id);
    await change(id, 'Lanterns', { action: 'edit', text: 'Beacons at the pier.' });
    await filling;
    await settle(id);
    await expectSound(id);
    expect((await found(id, 'beacons', 'vector'))[0]).toContain('Lanterns');
  });

  it('has the worker make what is missing', async () => {
    const id = await ready('Queued');
    await pool().query(`DELETE FROM jobs.job WHERE name = 'sharpen'`);
    await change(id, 'Lanterns', { action: 'edit', text: 'Lamps.' });
    expect(await (await jobs()).findJobs('sharpen', { key: id, queued: true })).toHaveLength(1);
  });

  it('M1: nothing of a change is left when its document is purged', async () => {
    const id = await ready('Purged');
    await change(id, 'Lanterns', { action: 'edit', text: 'Zanzibar canary words.' });
    await deleteDocuments(team.editor, [id]);
    await pool().query(`UPDATE document SET deleted_at = deleted_at - interval '11 seconds' WHERE id = $1`, [id]);
    await purgeDocument(id);
    const { rows: tables } = await pool().query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'jobs') AND table_type = 'BASE TABLE'`,
    );
    expect(tables.map(({ name }) => name)).toContain('public.passage_edit');
    for (const { name } of tables) {
      const held = await pool().query(`SELECT 1 FROM ${name} AS row WHERE row::text ILIKE '%zanzibar%' LIMIT 1`);
      expect([name, held.rowCount]).toEqual([name, 0]);
    }
  });
});
