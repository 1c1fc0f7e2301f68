import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { embedQuery } from '@/lib/ai/embedding/embed';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { fusionWeights } from '@/lib/retrieval/fuse';
import { addTestDocument, testVector } from '@/lib/retrieval/test-passages';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { explainDocument, ordinal } from './explain-document';
import { tryRetrieval } from './try-retrieval';
import type { TrialQuery } from './trial-query';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const question = 'When are invoices paid?';
const answer = 'Invoices are paid within two weeks of their arrival.';
const explain = (documentId: string, query: TrialQuery = { question }) => explainDocument(team.admin, query, documentId);

describe('why a document was lost', () => {
  it('names what stands in the way of reading it', async () => {
    const { documentId } = await addTestDocument(team, 'Invoices', []);
    const whenIn = async (data: { state: 'failed' | 'reading' | 'waiting' | 'ready'; failureMessage?: string }) => {
      await db().document.update({ where: { id: documentId }, data });
      const { stage, sentence } = await explain(documentId);
      return [stage, sentence];
    };
    expect(await whenIn({ state: 'ready' })).toEqual(['not-read', 'It was read, but no text that could be searched was found in it.']);
    expect(await whenIn({ state: 'waiting' })).toEqual(['not-read', 'It waits to be read and cannot be found yet.']);
    expect(await whenIn({ state: 'reading' })).toEqual(['not-read', 'It is being read and cannot be found yet.']);
    expect(await whenIn({ state: 'failed', failureMessage: 'It needs a password.' })).toEqual(['not-read', 'It could not be read. It needs a password.']);
  });

  it('says which pages were not read of one that is searched', async () => {
    const { documentId, versionId } = await addTestDocument(team, 'Invoices', [answer]);
    const report = { pages: 3, pagesWithoutText: [2], tables: 0, imagesSkipped: 0, characters: 10, notes: [] };
    await db().documentVersion.update({ where: { id: versionId }, data: { report } });
    expect((await explain(documentId)).facts).toEqual([{ known: 'now', sentence: '1 of 3 pages has no text that could be read: 2.' }]);
  });

  it('names the scope, and the filter, that it lies outside of', async () => {
    const { documentId } = await addTestDocument(team, 'Invoices', [answer]);
    await db().document.update({ where: { id: documentId }, data: { createdAt: new Date('2024-05-06') } });
    const other = await addTestDocument(team, 'Handbook', ['Leave is thirty days.']);
    const outside = async (query: TrialQuery) => {
      const { stage, sentence } = await explain(documentId, query);
      return stage === 'outside' ? sentence : stage;
    };
    expect(await outside({ question, scope: { collectionIds: [], documentIds: [other.documentId] } })).toContain('narrowed to other collections or documents');
    expect(await outside({ question: `${question} in:handbook` })).toContain('narrowed to other collections or documents');
    expect(await outside({ question: `${question} type:pdf` })).toContain('asks for type:pdf, and this is text');
    expect(await outside({ question: `${question} after:2025` })).toContain('from 2025-01-01 on, and this was uploaded on 2024-05-06');
    expect(await outside({ question: `${question} before:2024` })).toContain('before 2024-01-01, and this was uploaded on 2024-05-06');
    expect(await outside({ question: `${question} on:2024-05 in:invoices type:text` })).toBe('packed');
  });

  it('names the phrase that it does not hold', async () => {
    const { documentId } = await addTestDocument(team, 'Invoices', [answer]);
    await addTestDocument(team, 'Other', ['Paid on arrival, always.']);
    expect(await explain(documentId, { question: 'invoices "on arrival"' })).toMatchObject({ stage: 'without-phrase', sentence: 'No passage of it holds “on arrival” word for word.' });
  });

  it('says by how much both lists missed it', async () => {
    const near = await embedQuery(question);
    const opposite = near.map((value) => -value);
    await addTestDocument(team, 'Many', Array.from({ length: 105 }, (_, i) => ({ text: `invoice paid invoices paid ${i}`, context: 'x', embedding: near })));
    const far = await addTestDocument(team, 'Far', [{ text: `${'Of trees and of birds we say nothing here. '.repeat(12)} One invoice.`, context: 'x', embedding: opposite }]);
    const none = await addTestDocument(team, 'None', [{ text: 'Nothing in common.', context: 'x', embedding: opposite }]);
    const lost = await explain(far.documentId);
    expect(lost).toMatchObject({ stage: 'not-retrieved', sentence: 'Its only passage is not among those found for this question.', known: 'now' });
    expect(lost.figures.keyword?.rank).toBeUndefined();
    expect(lost.figures.keyword?.score).toBeGreaterThan(0);
    expect(lost.facts.map((fact) => fact.sentence)).toEqual([expect.stringMatching(/^By words: its best score is [\d.]+, and the list of 100 ends at [\d.]+\.$/), expect.stringMatching(/^By meaning: its best cosine is -?[\d.]+, and the list of 100 ends at -?[\d.]+\.$/)]);
    const unlike = await explain(none.documentId);
    expect(unlike.stage).toBe('not-retrieved');
    expect(unlike.figures.keyword).toBeUndefined();
    expect(unlike.facts[0]?.sentence).toContain('holds none of the question’s words');
  });

  it('tells what came below the cut from what the budget left out, and both from what is read', async () => {
    // Each document has a passage; the nearer to the question, the more of its words it holds.
    const words = question.replace('?', '').split(' ');
    const documents: string[] = [];
    const letters = (number: number) => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    for (let i = 0; i < 24; i += 1) {
      // Words of its own keep it from being a copy of the others.
      const own = Array.from({ length: 20 }, (_, k) => `own${letters(100 * i + k)}`).join(' ');
      const text = `${`${words.join(' ')} `.repeat(24 - i)}${own} ${`filler${i} `.repeat(i * 6)}`;
      documents.push((await addTestDocument(team, `D${i}`, [{ text, context: 'x', embedding: testVector(3) }])).documentId);
    }
    const weights = { ...fusionWeights, cosine: 0 };
    const { paths, passages } = await tryRetrieval(team.admin, { question, weights });
    const at = (place: number) => passages[paths[place - 1]?.passageId ?? '']?.documentId ?? '';
    expect(new Set(Array.from({ length: 24 }, (_, i) => at(i + 1)))).toEqual(new Set(documents));
    expect(await explain(at(1), { question, weights })).toMatchObject({ stage: 'packed', sentence: 'Its best passage is 1st of the 20 in the result, and an answer would be made from it.', figures: { place: 1 } });
    expect(await explain(at(9), { question, weights })).toMatchObject({ stage: 'budget', figures: { place: 9 } });
    const below = await explain(at(22), { question, weights });
    expect(below).toMatchObject({ stage: 'below-cut', figures: { ordered: { rank: 22 } } });
    expect(below.sentence).toBe('It was found, but its best passage came 22nd of 24; the result holds the first 20.');
    expect((await explain(at(9), { question, weights, mode: 'keyword' })).stage).toBe('found');
  });

  it('names the document that says the same', async () => {
    const text = `Invoices are paid within two weeks. ${Array.from({ length: 40 }, (_, i) => `clause${String.fromCodePoint(97 + (i % 26))} holds`).join(' ')}`;
    const first = await addTestDocument(team, 'First', [{ text, context: 'x' }]);
    const second = await addTestDocument(team, 'Second', [{ text, context: 'x' }]);
    const stages = await Promise.all([first, second].map(({ documentId }) => explain(documentId, { question: 'By when does one settle a bill?' })));
    expect(stages.map(({ stage }) => stage).sort()).toEqual(['copy', 'packed']);
    const copy = stages.find(({ stage }) => stage === 'copy');
    const other = copy?.document.name === 'First' ? 'Second' : 'First';
    expect(copy?.sentence).toBe(`It was found, and left out because it says the same as a better passage of “${other}”.`);
  });

  it('B5: a foreign, a deleted and a missing document give the same answer', async () => {
    const foreign = await addTestDocument(await createTestTeam('Other'), 'Secret', [answer]);
    const deleted = await addTestDocument(team, 'Gone', [answer]);
    await db().document.update({ where: { id: deleted.documentId }, data: { deletedAt: new Date() } });
    const errors = await Promise.all([foreign.documentId, deleted.documentId, randomUUID()].map((id) => explain(id).catch((error: unknown) => error)));
    for (const error of errors) expect(error).toMatchObject({ code: 'not_found:document', message: (errors[2] as Error).message });
    await expect(explainDocument(team.editor, { question }, deleted.documentId)).rejects.toMatchObject({ code: 'forbidden:role' });
  });
});

describe('a retrieval test', () => {
  it('shows the lists, what was put together from them, and what an answer would read', async () => {
    const { passageIds, documentId } = await addTestDocument(team, 'Handbook', [answer, 'Every employee is entitled to thirty days of annual leave.']);
    const trial = await tryRetrieval(team.admin, { question });
    expect(trial.lists).toMatchObject({
      keyword: { total: 1, first: [{ passageId: passageIds[0], rank: 1 }] },
      vector: { total: 2, first: [{ passageId: passageIds[0], rank: 1 }, { passageId: passageIds[1], rank: 2 }] },
      exact: { total: 1 },
    });
    expect(trial.paths).toMatchObject([{ passageId: passageIds[0], place: 1, packed: true }, { passageId: passageIds[1], place: 2, packed: true }]);
    expect(trial.passages[passageIds[0] ?? '']).toMatchObject({ documentId, documentName: 'Handbook', excerpt: answer });
    const byWords = await tryRetrieval(team.admin, { question, mode: 'keyword' });
    expect([byWords.lists.vector, byWords.lists.exact, byWords.lists.keyword?.total]).toEqual([undefined, undefined, 1]);
    await expect(tryRetrieval(team.editor, { question })).rejects.toMatchObject({ code: 'forbidden:role' });
  });

  it('B5: holds nothing of another team', async () => {
    await addTestDocument(await createTestTeam('Other'), 'Secret', [answer]);
    const trial = await tryRetrieval(team.admin, { question });
    expect(trial).toMatchObject({ searched: 0, found: 0, paths: [], passages: {} });
  });
});

it('ordinal: as one says them', () => {
  expect([1, 2, 3, 4, 11, 12, 22, 103, 1021].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '22nd', '103rd', '1,021st']);
});
