import { describe, expect, it } from 'vitest';
import { sentencesOf } from '@/lib/ingest/sentences';
import { claimAligner } from './align-claim';
import { supportChecker } from './check-support';
import { statesSomething } from './claim-facts';
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

function problemOf(claim: string, passages = [passage(handbook)], question = '') {
  const align = claimAligner(passages);
  return supportChecker(question)(claim, passages.flatMap(({ number }) => align(number, claim) ?? [])).problem;
}

it('a row of a table is true as it stands, though it is also read under its column names', () => {
  const rows = ['HP-2010 | Desk 160 × 80 | 899.00', 'HP-2011 | Desk 180 × 80 | 969.00'];
  const table = passage(rows.join('\n'), 1, {
    sentences: rows.map((text, i) => ({ start: i * 33, end: i * 33 + text.length, text, similarity: 0, shown: text.split(' | ').map((cell, at) => `${['Article', 'Product', 'Price'][at]}: ${cell}`).join('; ') })),
  });
  const cited = claimAligner([table])(1, '| HP-2011 | Desk 180 × 80 | 969.00');
  expect(cited?.quote).toBe(rows[1]);
  expect(problemOf('| HP-2011 | Desk 180 × 80 | 969.00', [table])).toBeUndefined();
  expect(problemOf('| HP-2011 | Desk 180 × 80 | 899.50', [table])).toBe('number');
});

describe('a claim in other words that is true', () => {
  it.each([
    'Employees who work full-time at Acme Robotics have 28 days of leave a year.',
    'Each full-time employee has had twenty-eight days of annual leave since 2024-03-03.',
    'In Vienna a hotel room may cost 1400 € per month, which is 30 percent of the budget.',
    "Contractors don't get any paid leave.",
    'According to the founder, "rest is part of the work".',
    '**Files** of up to 10 MB are stored with providers from America.',
  ])('%s', (claim) => {
    expect(problemOf(claim)).toBeUndefined();
  });

  it('may rest on several passages together', () => {
    const claim = 'Trains leave at 9 from Graz and ferries leave at 11 from Split.';
    const passages = [passage('Trains leave at 9 from Graz.'), passage('Ferries leave at 11 from Split.', 2)];
    expect(problemOf(claim, passages)).toBeUndefined();
    expect(problemOf(claim, passages.slice(0, 1))).toBe('number');
  });

  it('may repeat a name of the question', () => {
    const claim = 'Every full-time employee like Zoltan has 28 days of annual leave.';
    expect(problemOf(claim)).toBe('name');
    expect(problemOf(claim, undefined, 'How many days of leave does Zoltan have?')).toBeUndefined();
  });

  it('finds the unit of a row of a table under the name of its column', () => {
    const rows = passage('Group | Allowance\nInterns | 20');
    const sentences = [{ start: 18, end: 30, text: 'Interns | 20', shown: 'Group: Interns; Allowance (euros): 20', similarity: 0 }];
    expect(problemOf('Interns get an allowance of 20 euros.', [{ ...rows, sentences }])).toBeUndefined();
    expect(problemOf('Interns get an allowance of 20 dollars.', [{ ...rows, sentences }])).toBe('unit');
  });
});

describe('a claim with one thing changed', () => {
  it.each([
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
  ])('%s: %s', (problem, claim) => {
    expect(problemOf(claim)).toBe(problem);
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

it('takes time linear in the number of claims and the length of the passages: nothing of a passage is read twice', () => {
  let reads = 0;
  const long = passage(handbook.repeat(20));
  const watched = new Proxy(long, { get: (target, key) => ((reads += key === 'parts' ? 1 : 0), Reflect.get(target, key) as unknown) });
  const check = supportChecker('');
  const [first] = long.sentences;
  const span = { passage: watched, start: first?.start ?? 0, end: first?.end ?? 0, quote: first?.text ?? '' };
  check('Every full-time employee has 28 days of leave.', [span]);
  const once = reads;
  for (let i = 0; i < 50; i += 1) check(`Every full-time employee has ${i} days of leave.`, [span]);
  expect(reads).toBe(once);
});
