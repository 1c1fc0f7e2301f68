import { beforeEach, describe, expect, it } from 'vitest';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { addTestDocument, testVector } from '../../test-passages';
import type { Language } from '../language';
import { questionTerms } from './question-terms';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const speak = (...languages: Language[]) =>
  Promise.all(languages.map((language) => addTestDocument(team, language, [{ text: language, embedding: testVector(1) }], { language })));
const terms = async (question: string) => (await questionTerms(team.id, question)).map(({ word, stems }) => [word, Object.fromEntries(stems)]);

describe('the terms of a question', () => {
  it('are its words without small ones, as often as it says them', async () => {
    await speak('english');
    expect(await terms('How high are the walls, and which wall is the history of?')).toEqual([['high', { high: 1 }], ['walls', { wall: 2 }], ['history', { histori: 1 }]]);
  });

  it('are the same words with the stems that each language of the team makes, none of them counted for its languages', async () => {
    await speak('english', 'dutch', 'simple');
    const found = await terms('How high are the walls, and which wall is the history of?');
    expect(found).toEqual([['high', { high: 1 }], ['walls', expect.objectContaining({ wall: 2, walls: 1 })], ['history', expect.objectContaining({ histori: 1, history: 1 })]]);
  });

  it('end where a question is a pasted text', async () => {
    await speak('english');
    expect(await terms(Array.from({ length: 100 }, (_, i) => `word${i}`).join(' '))).toHaveLength(32);
  });
});
