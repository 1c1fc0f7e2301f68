import { beforeEach, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { removePassages, replacePassages } from '../passage-store';
import { reachOf } from '../reach';
import { addTestDocument, testVector } from '../test-passages';
import { fillWords } from './fill-words';
import { suggestWords } from './suggest-words';
import { writeWords } from './write-words';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const passages = (...texts: string[]) => texts.map((text) => ({ text, context: '', embedding: testVector(text.length) }));
const add = async (name: string, ...texts: string[]) => {
  const added = await addTestDocument(team, name, passages(...texts));
  await writeWords(added.documentId);
  return added;
};
const vocabulary = async () =>
  Object.fromEntries((await pool().query<{ word: string; documents: number }>('SELECT word, documents FROM team_word WHERE team_id = $1', [team.id])).rows.map((row) => [row.word, row.documents]));
const suggest = async (text: string) => suggestWords(await reachOf(team.viewer), text);

describe('the vocabulary', () => {
  it('counts in how many documents each word stands, and follows what is replaced and removed', async () => {
    const first = await add('a', 'Vacation policy, vacation rules.', 'The vacation of 2025 and ISO-27001.');
    const second = await add('b', 'Café vacation');
    expect(await vocabulary()).toEqual({ vacation: 2, policy: 1, rules: 1, iso: 1, café: 1 });
    await writeWords(first.documentId);
    expect(await vocabulary()).toMatchObject({ vacation: 2 });

    const version = await db().documentVersion.create({ data: { documentId: first.documentId, teamId: team.id, number: 2, fileName: 'a', sha256: 'none', sizeBytes: 1, uploadedById: team.owner.userId } });
    const cut = passages('Holiday policy').map((passage) => ({ ...passage, ordinal: 0, start: 0, end: 14, tokens: 2 }));
    await db().$transaction((tx) => replacePassages(tx, { teamId: team.id, collectionId: team.collectionId, documentId: first.documentId, versionId: version.id, passages: cut }));
    await db().document.update({ where: { id: first.documentId }, data: { currentVersionId: version.id } });
    await fillWords();
    expect(await vocabulary()).toEqual({ vacation: 1, policy: 1, holiday: 1, café: 1 });

    await db().$transaction((tx) => removePassages(tx, second.documentId));
    expect(await vocabulary()).toEqual({ policy: 1, holiday: 1 });
    await writeWords(second.documentId);
    expect(await vocabulary()).toEqual({ policy: 1, holiday: 1 });
    expect((await pool().query('SELECT document_id FROM document_words WHERE team_id = $1', [team.id])).rows).toEqual([{ document_id: first.documentId }]);
  });

  it('is right when many documents are counted at once, each more than once', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, (_, i) => addTestDocument(team, `d${i}`, passages('shared words', `only${'x'.repeat(i + 1)}`))));
    await Promise.all([...added, ...added].map(({ documentId }) => writeWords(documentId)));
    expect(await vocabulary()).toMatchObject({ shared: 8, words: 8, onlyx: 1 });
    await Promise.all(added.slice(0, 7).map(({ documentId }) => db().$transaction((tx) => removePassages(tx, documentId), { maxWait: 30_000 })));
    expect(await vocabulary()).toEqual({ shared: 1, words: 1, onlyxxxxxxxx: 1 });
  });

  it('is filled for documents stored before it', async () => {
    await addTestDocument(team, 'a', passages('Vacation policy'));
    expect(await vocabulary()).toEqual({});
    await fillWords();
    expect(await vocabulary()).toEqual({ vacation: 1, policy: 1 });
  });
});

describe('words that no passage holds', () => {
  beforeEach(async () => {
    await add('a', 'Reimbursement of travel expenses: receipts are handed in within thirty days.', 'Der Urlaubsantrag wird gestellt.');
    await add('b', 'Reimbursements need a signature. Vacations are planned with the manager. Overtime counts.');
    await add('c', 'The reimbursement form.');
  });

  it.each([
    ['reimbursemnt', [{ word: 'reimbursemnt', terms: ['reimbursement'] }]],
    ['How do I get a Riembursement?', [{ word: 'Riembursement', terms: ['reimbursement'] }]],
    ['overtme and singature', [{ word: 'overtme', terms: ['overtime'] }, { word: 'singature', terms: ['signature'] }]],
    ['vacatons', [{ word: 'vacatons', terms: ['vacations'] }]],
    ['Urlaubsantrg', [{ word: 'Urlaubsantrg', terms: ['urlaubsantrag'] }]],
    ["the manager's recepts", [{ word: 'recepts', terms: ['receipts'] }]],
  ])('lead to those written nearly so: %s', async (text, expected) => {
    expect(await suggest(text)).toEqual(expected);
  });

  it.each([
    'reimbursement', 'reimbursements of a vacation', 'expense signatures', 'blender', 'xylophone quasar', 'RMBRSMNT', 'FN-2214 overtme7 a_reimbursment', 'http://reimbursment.example/x',
    'day', 'ovr', 'ovrtme', '', '?!', '🎉', 'مرحبا بالعالم', '経費精算',
  ])('or are left alone: %s', async (text) => {
    expect(await suggest(text)).toEqual([]);
  });

  it('are left alone where most of a question is unknown', async () => {
    expect(await suggest('combien de jours puis-je reporter overtimer recepts managger')).toEqual([]);
  });

  it('are known from the passages themselves while the vocabulary is behind', async () => {
    await addTestDocument(team, 'd', passages('Overtune the engine'));
    expect(await suggest('overtune')).toEqual([]);
  });

  it('B5: are never compared with the words of another team', async () => {
    const other = await createTestTeam('Other');
    const { documentId } = await addTestDocument(other, 'secret', passages('zebrafish'));
    await writeWords(documentId);
    expect(await suggest('zebrafsh')).toEqual([]);
    expect(await suggestWords(await reachOf(other.viewer), 'zebrafsh')).toEqual([{ word: 'zebrafsh', terms: ['zebrafish'] }]);
  });

  it('are few, however long the text', async () => {
    const found = await suggest('recepts overtme singature reimbursemnt manger '.repeat(2_000));
    expect(found.length).toBeLessThanOrEqual(3);
  });
});
