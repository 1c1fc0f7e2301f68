import { describe, expect, it, vi } from 'vitest';
import { sentencesOf } from '@/lib/ingest/sentences';
import { claimAligner } from './align-claim';
import { supportChecker, supportScore } from './check-support';
import { statesSomething } from './claim-facts';
import { claimNearness } from './claim-nearness';
import type { PackedPassage } from './packed-passage';

function passage(text: string, number = 1, more: Partial<PackedPassage> = {}): PackedPassage {
  return {
    number, documentId: `d${number}`, versionId: `v${number}`, documentName: 'Handbook', slide: false, parts: [{ start: 0, end: text.length, text, context: 'Handbook' }],
    sentences: sentencesOf(text, 0).map((span) => ({ ...span, text: text.slice(span.start, span.end), similarity: 0 })),
    score: 1, similarity: 0, exactShare: 0, ...more,
  };
}

const handbook =
  'Since 3 March 2024 every full-time employee of Acme Robotics has 28 days of annual leave per calendar year. ' +
  'A hotel room in Vienna may cost up to 1,400 euros per month, or 30 % of the budget. Contractors do not receive paid leave. ' +
  'The founder wrote: “Rest is part of the work.” Files of up to ten megabytes are stored with American providers.';

async function problemOf(claim: string, passages = [passage(handbook)], question = '') {
  const align = claimAligner(passages);
  return (await supportChecker(question)(claim, passages.flatMap(({ number }) => align(number, claim) ?? []))).problem;
}

it('a row of a table is true as it stands, though it is also read under its column names', async () => {
  const rows = ['HP-2010 | Desk 160 × 80 | 899.00', 'HP-2011 | Desk 180 × 80 | 969.00'];
  const table = passage(rows.join('\n'), 1, {
    sentences: rows.map((text, i) => ({ start: i * 33, end: i * 33 + text.length, text, similarity: 0, shown: text.split(' | ').map((cell, at) => `${['Article', 'Product', 'Price'][at]}: ${cell}`).join('; ') })),
  });
  const cited = claimAligner([table])(1, '| HP-2011 | Desk 180 × 80 | 969.00');
  expect(cited?.quote).toBe(rows[1]);
  expect(await problemOf('| HP-2011 | Desk 180 × 80 | 969.00', [table])).toBeUndefined();
  expect(await problemOf('| HP-2011 | Desk 180 × 80 | 899.50', [table])).toBe('number');
});

describe('a claim in other words that is true', () => {
  it.each([
    'Employees who work full-time at Acme Robotics have 28 days of leave a year.',
    'Each full-time employee has had twenty-eight days of annual leave since 2024-03-03.',
    'In Vienna a hotel room may cost 1400 € per month, which is 30 percent of the budget.',
    "Contractors don't get any paid leave.",
    'Twenty-eight days.',
    'According to the founder, "rest is part of the work".',
    '**Files** of up to 10 MB are stored with providers from America.',
  ])('%s', async (claim) => {
    expect(await problemOf(claim)).toBeUndefined();
  });

  it('may rest on several passages together', async () => {
    const claim = 'Trains leave at 9 from Graz and ferries leave at 11 from Split.';
    const passages = [passage('Trains leave at 9 from Graz.'), passage('Ferries leave at 11 from Split.', 2)];
    expect(await problemOf(claim, passages)).toBeUndefined();
    expect(await problemOf(claim, passages.slice(0, 1))).toBe('number');
  });

  it('may repeat a name of the question', async () => {
    const claim = 'Every full-time employee like Zoltan has 28 days of annual leave.';
    expect(await problemOf(claim)).toBe('name');
    expect(await problemOf(claim, undefined, 'How many days of leave does Zoltan have?')).toBeUndefined();
  });

  it('finds the unit of a row of a table under the name of its column', async () => {
    const rows = passage('Group | Allowance\nInterns | 20');
    const sentences = [{ start: 18, end: 30, text: 'Interns | 20', shown: 'Group: Interns; Allowance (euros): 20', similarity: 0 }];
    expect(await problemOf('Interns get an allowance of 20 euros.', [{ ...rows, sentences }])).toBeUndefined();
    expect(await problemOf('Interns get an allowance of 20 dollars.', [{ ...rows, sentences }])).toBe('unit');
  });
});

describe('a claim with one thing changed', () => {
  it.each([
    ['number', 'Twenty-nine days.'],
    ['number', 'Every full-time employee of Acme Robotics has 29 days of annual leave.'],
    ['number', 'Every full-time employee of Acme Robotics has eight days of annual leave.'],
    ['unit', 'Every full-time employee of Acme Robotics has 28 weeks of annual leave.'],
    ['unit', 'A hotel room in Vienna may cost up to $1,400 per month.'],
    ['date', 'Since 3 April 2024 every full-time employee has 28 days of annual leave.'],
    ['number', 'Since 3 March 2023 every full-time employee has 28 days of annual leave.'],
    ['name', 'A hotel room in Venice may cost up to 1,400 euros per month.'],
    ['name', 'Every full-time employee of Apex Robotics has 28 days of annual leave.'],
    ['quote', 'The founder wrote: “Work is part of the rest.”'],
    ['negation', 'Contractors receive paid leave.'],
    ['negation', 'Full-time employees of Acme Robotics do not have 28 days of annual leave per calendar year.'],
    ['words', 'The office plants are watered each morning by a gardener with a red hat.'],
  ])('%s: %s', async (problem, claim) => {
    expect(await problemOf(claim)).toBe(problem);
  });
});

it.each([
  ['Every employee has annual leave each year.', true],
  ['It is 29 days.', true],
  ['Ask your lead.', false],
  ['Which of the two plans do you mean, Basic or Plus?', false],
  ['The allowances for each group of employees are these:', false],
  ['The passages do not say what the pension plan costs each year.', false],
  ['In den Unterlagen steht nichts über die Kosten der Rente im Jahr.', false],
])('whether a sentence without a footnote needs one: %s', (sentence, expected) => {
  expect(statesSomething(sentence)).toBe(expected);
});

it('a count that a claim lists itself need not stand in the passages', async () => {
  const plans = [passage('The portal offers the plans Basic, Plus and Premium to every customer of the company.')];
  expect(await problemOf('The three plans that the portal offers to every customer are Basic, Plus, and Premium.', plans)).toBeUndefined();
  expect(await problemOf('The four plans that the portal offers to every customer are Basic, Plus, and Premium.', plans)).toBe('number');
});

it('a number in words is looked for where the passage has it in figures', async () => {
  const said = [
    'Every employee has 26 working days of paid annual leave per calendar year.',
    'It begins with the month of entry.',
    'The rest is paid out.',
    'A lead answers within the week.',
    'Leave is requested five working days before it begins.',
  ];
  const passages = [passage(said.join(' '))];
  expect(claimAligner(passages)(1, 'Twenty-six working days.')?.quote).toBe(said[0]);
  expect(await problemOf('Twenty-six working days.', passages)).toBeUndefined();
  expect(await problemOf('Twenty-five working days.', passages)).toBe('number');
});

it.each([
  ['A cluster needs three nodes and two networks.', 'A cluster needs two nodes.'],
  ['Figure 1 shows the rates for 5 countries.', 'Figure 5 shows the rates for countries.'],
])('a number that stands near, but for something else, supports nothing: %s', async (said, claim) => {
  expect(await problemOf(claim, [passage(said)])).toBe('number');
});

describe('meaning and words together', () => {
  const said = 'Contractors do not receive paid leave.';
  const claim = 'People who are hired for one project do not get paid time away.';
  const judge = async (nearness: number | undefined, one = claim) => {
    const passages = [passage(said)];
    const asked: string[][] = [];
    const check = supportChecker('', async (_, texts) => {
      asked.push(texts);
      return nearness;
    });
    return { support: await check(one, [claimAligner(passages)(1, one)].flatMap((span) => span ?? [])), asked };
  };

  it('the nearer a claim is in meaning, the fewer of its words must be there, and the other way round', async () => {
    const { words } = (await judge(undefined)).support;
    expect(words).toBeLessThan(supportScore.wordsThreshold);
    const needed = (supportScore.threshold - (1 - supportScore.meaning) * words) / supportScore.meaning;
    expect((await judge(needed + 0.01)).support).toMatchObject({ words, nearness: needed + 0.01 });
    expect((await judge(needed + 0.01)).support.problem).toBeUndefined();
    expect((await judge(needed - 0.01)).support.problem).toBe('words');
    const near = 'Contractors do not receive paid leave anywhere.';
    expect((await judge(0, near)).support.problem).toBe('words');
    expect((await judge(0.9, near)).support.problem).toBeUndefined();
  });

  it('words alone decide of a few words, whose meaning is near to nothing', async () => {
    for (const few of ['No paid leave.', 'An']) {
      const { support, asked } = await judge(0, few);
      expect([few, support.problem, asked]).toEqual([few, undefined, []]);
    }
    expect((await judge(1, 'Free parking places.')).support.problem).toBe('words');
  });

  it('words alone decide where meaning cannot be compared', async () => {
    expect((await judge(undefined)).support.problem).toBe('words');
    expect((await judge(undefined, 'Contractors do not receive paid leave anywhere.')).support.problem).toBeUndefined();
  });

  it('no meaning makes up for a fact that is not there, and none is compared for it, nor for what is copied', async () => {
    for (const one of ['Contractors receive paid leave.', 'Contractors do not receive 5 days of leave.', 'Contractors of Zorix do not receive leave.']) {
      const { support, asked } = await judge(1, one);
      expect([one, support.problem, asked]).toEqual([one, expect.stringMatching(/negation|number|name/), []]);
    }
    const copied = await judge(0, said);
    expect([copied.support.problem, copied.asked]).toEqual([undefined, []]);
  });
});

describe('nearness in meaning', () => {
  it('embeds each claim and each sentence once, however many footnotes there are', async () => {
    const embedded: string[] = [];
    const nearnessOf = claimNearness(async (text) => {
      embedded.push(text);
      return Float32Array.from(text === 'claim' ? [1, 0] : text === 'near' ? [0.8, 0.6] : [0, 1]);
    });
    expect(await nearnessOf('claim', ['far', 'near'])).toBeCloseTo(0.8);
    expect(await nearnessOf('claim', ['far'])).toBeCloseTo(0);
    expect(await nearnessOf('near', ['far'])).toBeCloseTo(0.6);
    expect(embedded).toEqual(['claim', 'far', 'near']);
  });

  it('is not tried again for an answer after it failed', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    let tries = 0;
    const nearnessOf = claimNearness(async () => {
      tries += 1;
      throw new Error('no model');
    });
    expect([await nearnessOf('claim', ['text']), await nearnessOf('other', ['text'])]).toEqual([undefined, undefined]);
    expect(tries).toBe(2);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  it('tells sentences that say the same in other words from others, by the built-in model', async () => {
    const nearnessOf = claimNearness();
    const same = await nearnessOf('Employees may work from home on Fridays.', ['On Fridays staff can do their job remotely.']);
    const other = await nearnessOf('Employees may work from home on Fridays.', ['The canteen serves soup.']);
    expect(same).toBeGreaterThan((other ?? 1) + 0.3);
  });
});

it('takes time linear in the number of claims and the length of the passages: nothing of a passage is read twice', async () => {
  let reads = 0;
  const long = passage(handbook.repeat(20));
  const watched = new Proxy(long, { get: (target, key) => ((reads += key === 'parts' ? 1 : 0), Reflect.get(target, key) as unknown) });
  const check = supportChecker('', async () => 1);
  const [first] = long.sentences;
  const span = { passage: watched, start: first?.start ?? 0, end: first?.end ?? 0, quote: first?.text ?? '' };
  await check('Every full-time employee has 28 days of leave.', [span]);
  const once = reads;
  for (let i = 0; i < 50; i += 1) await check(`Every full-time employee has ${i} days of leave.`, [span]);
  expect(reads).toBe(once);
});
