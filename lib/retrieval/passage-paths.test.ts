import { beforeEach, describe, expect, it } from 'vitest';
import { embedQuery } from '@/lib/ai/embedding/embed';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { fusionWeights } from './fuse';
import { type PassagePath, passagePaths } from './passage-paths';
import type { RetrievalTrace } from './retrieval-trace';
import type { RetrieveOptions } from './retrieval-types';
import { retrieve } from './retrieve';
import { addTestDocument, testVector } from './test-passages';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

/** The paths of all that was found, by passage, and the ids in the result. */
async function traced(options: RetrieveOptions) {
  const trace: RetrievalTrace = {};
  const { passages } = await retrieve(team.viewer, options, trace);
  const paths = passagePaths(trace, passages);
  return { trace, paths, of: (id: string | undefined): PassagePath | undefined => paths.find((path) => path.passageId === id), result: passages };
}

const long = (start: string) => `${start} ${Array.from({ length: 60 }, (_, i) => `word${String.fromCodePoint(97 + (i % 26))} and`).join(' ')}`;

describe('passage paths', () => {
  it('tell places and scores in each list, also of what a list did not bring', async () => {
    const { passageIds } = await addTestDocument(team, 'Handbook', [
      'Every employee is entitled to thirty days of annual leave.',
      'Invoices are paid within two weeks of their arrival.',
    ]);
    const { of, paths, result, trace } = await traced({ question: 'When are invoices paid?' });
    const [leave, invoices] = passageIds.map(of);
    expect(invoices).toMatchObject({ keyword: { rank: 1 }, vector: { rank: 1 }, fused: { rank: 1 }, ordered: { rank: 1 }, place: 1, exact: { rank: 1, holders: 1 }, kept: false, moved: false, sentences: [] });
    expect(leave).toMatchObject({ keyword: undefined, vector: { rank: 2 }, words: 0, exact: undefined, place: 2 });
    expect(invoices?.cosine).toBeCloseTo(invoices?.vector?.score ?? 0);
    expect(invoices?.fused.score).toBeCloseTo(fusionWeights.cosine * (invoices?.cosine ?? 0) + fusionWeights.neighbours * (invoices?.neighbours ?? 0) + fusionWeights.keyword);
    expect(paths.map((path) => path.place)).toEqual([1, 2]);
    expect(trace.query?.text).toBe('When are invoices paid?');
    expect(result).toHaveLength(2);
  });

  it('tell what the sentences changed', async () => {
    const answer = 'Cats may sleep in the office on Fridays.';
    const before = ['The house rules were agreed in spring.', 'They hang by the door.'];
    const text = [...before, answer, 'Chairs are put up in the evening.'].join(' ');
    const lookalike = 'Cats and the office: a chapter about animals.';
    const { passageIds } = await addTestDocument(team, 'Rules', [{ text, sentences: [...before, answer] }, { text: lookalike, sentences: [lookalike] }]);
    const { of } = await traced({ question: 'Do cats sleep in the office?', weights: { ...fusionWeights, keyword: 0 } });
    const path = of(passageIds[0]);
    expect(path?.sentences).toHaveLength(2);
    const [best = 0, second = 0] = path?.sentences ?? [];
    expect(best).toBeGreaterThan(second);
    expect(path?.ordered.score).toBeCloseTo((path?.fused.score ?? 0) + 0.4 * best + 0.2 * second);
  });

  it('tell which passage was kept for its exact words', async () => {
    const asked = await embedQuery('QX-4711');
    const near = (i: number) => ({ text: `Answer ${i}.`, embedding: asked });
    const { passageIds } = await addTestDocument(team, 'Rules', [...Array.from({ length: 40 }, (_, i) => near(i)), { text: 'Part QX-4711 is blue.', embedding: testVector(200) }]);
    const { of } = await traced({ question: 'QX-4711', weights: { ...fusionWeights, neighbours: 0, keyword: 0, bestSentence: 0, secondSentence: 0 } });
    expect(of(passageIds.at(-1))).toMatchObject({ kept: true, ordered: { rank: 3 }, place: 3 });
    expect(of(passageIds[0])?.kept).toBe(false);
  });

  it('tell what was left out as a copy, and of which passage', async () => {
    const text = long('Fees.');
    const first = await addTestDocument(team, 'A', [{ text, embedding: testVector(3) }]);
    const second = await addTestDocument(team, 'B', [{ text: long('Fees:'), embedding: testVector(3, 0.5) }]);
    const { of, result } = await traced({ question: 'Which ones?' });
    const copies = [...first.passageIds, ...second.passageIds].map(of).filter((path) => path?.copyOf);
    expect(copies).toHaveLength(1);
    expect(copies[0]?.place).toBeUndefined();
    expect([...first.passageIds, ...second.passageIds]).toContain(copies[0]?.copyOf);
    expect(result).toHaveLength(1);
  });

  it('change with the weights of one question, and only of that one', async () => {
    const { passageIds } = await addTestDocument(team, 'Rules', ['Leave of absence: ask the people team.', 'How many days off does an employee get every year? Thirty.']);
    const question = 'How much vacation? leave absence people team';
    const usual = await traced({ question });
    expect(usual.of(passageIds[0])?.place).toBe(1);
    const other = await traced({ question, weights: { cosine: 0, neighbours: 0, keyword: 0, bestSentence: 0, secondSentence: 0 } });
    expect(other.paths.map((path) => path.fused.score)).toEqual([0, 0]);
    expect((await traced({ question })).paths).toEqual(usual.paths);
  });
});
