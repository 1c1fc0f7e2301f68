import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { retrieve } from '../retrieve';
import { addTestDocument, testVector } from '../test-passages';
import { prepareQuery } from './prepare-query';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const addCollection = async (name: string) => (await db().collection.create({ data: { teamId: team.id, name } })).id;
const passage = (text: string) => [{ text, embedding: testVector(text.length) }];
const foundIn = async (question: string, scope?: { collectionIds: string[]; documentIds: string[] }) => {
  const { passages, notices } = await retrieve(team.viewer, { question, scope });
  return { documents: passages.map((one) => one.documentName).sort(), notices: notices.map((notice) => notice.message) };
};

describe('in:', () => {
  it('narrows to a collection by its name, or the beginning of it, in any case', async () => {
    const handbook = await addCollection('Handbook');
    const travel = await addCollection('Travel rules');
    await addTestDocument(team, 'a', passage('vacation one'), { collectionId: handbook });
    await addTestDocument(team, 'b', passage('vacation two'), { collectionId: travel });
    await addTestDocument(team, 'c', passage('vacation three'));
    expect(await foundIn('vacation in:HANDBOOK')).toEqual({ documents: ['a'], notices: [] });
    expect(await foundIn('in:hand vacation')).toEqual({ documents: ['a'], notices: [] });
    expect(await foundIn('vacation in:"travel rules"')).toEqual({ documents: ['b'], notices: [] });
    expect(await foundIn('vacation in:travel-rules in:handbook')).toEqual({ documents: ['a', 'b'], notices: [] });
    expect((await foundIn('vacation')).documents).toEqual(['a', 'b', 'c']);
  });

  it('takes the exact name before names that begin with it', async () => {
    await addTestDocument(team, 'a', passage('vacation one'), { collectionId: await addCollection('HR') });
    await addTestDocument(team, 'b', passage('vacation two'), { collectionId: await addCollection('HR archive') });
    expect((await foundIn('vacation in:hr')).documents).toEqual(['a']);
    expect((await foundIn('vacation in:h')).documents).toEqual(['a', 'b']);
  });

  it('means documents where no collection is called so', async () => {
    await addTestDocument(team, 'Leave policy.pdf', passage('vacation one'));
    await addTestDocument(team, 'Leave policy 2020.pdf', passage('vacation two'));
    expect(await foundIn('vacation in:"leave policy"')).toEqual({ documents: ['Leave policy.pdf'], notices: [] });
    expect((await foundIn('vacation in:leave_')).documents).toEqual(['Leave policy 2020.pdf', 'Leave policy.pdf']);
  });

  it('says what is not there, and searches everything', async () => {
    await addCollection('Handbook');
    await addTestDocument(team, 'a', passage('vacation one'));
    expect(await foundIn('vacation in:handbok')).toEqual({
      documents: ['a'],
      notices: ['No collection is called “handbok”, so it was ignored. Did you mean “Handbook”?'],
    });
    expect((await foundIn('vacation in:%')).notices).toEqual([]);
    expect((await foundIn('vacation in:nowhere')).notices).toEqual(['No collection is called “nowhere”, so it was ignored.']);
  });

  it('narrows what the chip narrows, and never widens it', async () => {
    const one = await addCollection('One');
    const two = await addCollection('Two');
    const a = await addTestDocument(team, 'a', passage('vacation one'), { collectionId: one });
    await addTestDocument(team, 'b', passage('vacation two'), { collectionId: one });
    await addTestDocument(team, 'c', passage('vacation three'), { collectionId: two });
    expect((await foundIn('vacation in:one', { collectionIds: [one, two], documentIds: [] })).documents).toEqual(['a', 'b']);
    expect((await foundIn('vacation in:one', { collectionIds: [two], documentIds: [a.documentId] })).documents).toEqual(['a']);
    expect((await foundIn('vacation in:a', { collectionIds: [one], documentIds: [] })).documents).toEqual(['a']);
    expect((await foundIn('vacation in:one', { collectionIds: [two], documentIds: [] })).documents).toEqual([]);
  });

  it('B5: knows neither collections nor documents of another team', async () => {
    const other = await createTestTeam('Other');
    await db().collection.create({ data: { teamId: other.id, name: 'Secret plans' } });
    await addTestDocument(other, 'Canary.pdf', passage('vacation zebrafish'));
    await addTestDocument(team, 'a', passage('vacation one'));
    for (const name of ['"secret plans"', 'secret', 'secert', 'canary']) {
      const { documents, notices } = await foundIn(`vacation in:${name}`);
      expect(documents).toEqual(['a']);
      expect(notices).toEqual([`No collection is called “${name.replaceAll('"', '')}”, so it was ignored.`]);
    }
  });
});

describe('a question for what holds now', () => {
  it('gets the later of two near-equal passages first, and any other question the better one', async () => {
    const early = await addTestDocument(team, 'Travel budget A', ['The travel budget is five hundred euros for each employee.']);
    const late = await addTestDocument(team, 'Travel budget B', ['Each employee has a travel budget of seven hundred euros.']);
    const first = async (question: string) => (await retrieve(team.viewer, { question })).passages[0]?.documentId;
    const uploaded = async (documentId: string, day: string) => db().document.update({ where: { id: documentId }, data: { createdAt: new Date(day) } });
    const better = await first('What is the travel budget?');
    for (const [newer, older] of [[early, late], [late, early]] as const) {
      await uploaded(newer.documentId, '2026-01-01');
      await uploaded(older.documentId, '2019-01-01');
      expect(await first('What is the latest travel budget?')).toBe(newer.documentId);
      expect(await first('What is the travel budget?')).toBe(better);
    }
  });
});

describe('filters', () => {
  it('become part of the reach, for what is found and what is counted', async () => {
    const old = await addTestDocument(team, 'old', passage('vacation one'));
    await addTestDocument(team, 'new', passage('vacation two'));
    await db().document.update({ where: { id: old.documentId }, data: { format: 'pdf', createdAt: new Date('2024-06-01') } });
    expect((await foundIn('vacation type:pdf')).documents).toEqual(['old']);
    expect((await foundIn('vacation on:2024')).documents).toEqual(['old']);
    expect((await foundIn('vacation after:2024-07')).documents).toEqual(['new']);
    expect((await foundIn('vacation type:csv')).documents).toEqual([]);
    expect((await retrieve(team.viewer, { question: 'vacation type:pdf' })).searched).toBe(1);
  });

  it('alone find nothing, and that is said', async () => {
    await addTestDocument(team, 'a', passage('vacation one'));
    expect(await foundIn('type:text')).toEqual({ documents: [], notices: ['Filters alone find nothing. Add words to search for.'] });
    expect(await foundIn('  ')).toEqual({ documents: [], notices: [] });
  });

  it('are read from what was typed when the question is a rewriting of it', async () => {
    const query = await prepareQuery(team.viewer, { question: 'How much leave do contractors get?', typed: 'and for "external contractors" type:pdf' });
    expect(query).toMatchObject({ text: 'How much leave do contractors get?', phrases: ['external contractors'], reach: { filters: { formats: ['pdf'] } } });
  });
});
