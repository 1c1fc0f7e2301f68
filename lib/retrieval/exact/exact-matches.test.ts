import { beforeEach, describe, expect, it } from 'vitest';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { reachOf } from '../reach';
import { addTestDocument, testVector } from '../test-passages';
import { exactMatches } from './exact-matches';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

/** The passages of one document, in the order given. */
async function store(...texts: string[]): Promise<string[]> {
  const { passageIds } = await addTestDocument(team, 'a', texts.map((text) => ({ text, context: 'Handbook', embedding: testVector(text.length) })));
  return passageIds;
}

const find = async (question: string) => (await exactMatches(await reachOf(team.viewer), question)).map(({ passageId, share, holders }) => ({ passageId, share, holders }));

/** Common enough that none of its words or pairs tells a passage apart. */
const common = Array.from({ length: 20 }, (_, i) => `Paragraph ${i} on office keys, which the office keeps; keys are lent for a day.`);

describe('exactMatches', () => {
  it('puts what holds a rare word before what holds a rare row of common ones', async () => {
    const [number, row] = await store('Form 90417 is blue.', 'Paid for office days.', ...common);
    expect((await find('paragraph 90417 for office')).map(({ passageId }) => passageId)).toEqual([number, row]);
  });

  it('says how much is held of what is asked about, however long that is put', async () => {
    const [id] = await store('The heron clause applies.', ...common);
    const share = async (question: string) => (await find(question)).find(({ passageId }) => passageId === id)?.share ?? 0;
    expect(await share('heron clause')).toBe(1);
    const short = await share('What about the heron clause?');
    expect(await share('Could you please tell me what it says about the heron clause, and where I can find it?')).toBe(short);
    expect(short).toBeGreaterThan(0.8);
    expect(await share('heron clause for office keys of guests')).toBeLessThan(0.6);
  });

  it('tells the passage that holds the words in a row from those that hold each two of them apart', async () => {
    const apart = Array.from({ length: 20 }, (_, i) => `An office key ${i} for the key that opens, and all that are lost.`);
    const ids = await store('Renew each office key that are old.', ...apart);
    expect(await find('office key that are')).toEqual([{ passageId: ids[0], share: 1, holders: 1 }]);
  });

  it('finds nothing where no word is rare', async () => {
    await store(...common);
    expect(await find('office keys')).toEqual([]);
  });
});
