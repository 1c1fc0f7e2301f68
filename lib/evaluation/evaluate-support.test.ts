import { describe, expect, it } from 'vitest';
import { deriveSupportScore } from './derive-support-score';
import { asPacked, evaluateSupport } from './evaluate-support';
import { mulberry32 } from './measures';
import { paraphrase } from './paraphrase';
import { namesIn, plantDate, plantName, plantNegation, plantNumber, plantUnit } from './plant-errors';

const seeds = Array.from({ length: 20 }, (_, seed) => mulberry32(seed + 1));

describe('planted errors', () => {
  it.each([
    ['number', plantNumber, 'It holds 1,234 items.', /^It holds \d,\d{3} items\.$/],
    ['number', plantNumber, 'It takes three steps.', /^It takes \w+ steps\.$/],
    ['date', plantDate, 'It closed in March 1998.', /^It closed in (?:[A-Z]\w+ 1998|March \d{4})\.$/],
    ['unit', plantUnit, 'You have 30 days.', /^You have 30 (?!days)\w+\.$/],
    ['unit', plantUnit, 'It costs $20.', /^It costs [€£]20\.$/],
    ['negation', plantNegation, 'It is not free.', /^It is free\.$/],
    ['negation', plantNegation, 'It can fly.', /^It can not fly\.$/],
  ])('%s: one thing is another, the rest stays', (_, plant, sentence, expected) => {
    for (const random of seeds) {
      const planted = plant(sentence, random);
      // A drawn figure may be the same one again: then nothing is planted.
      if (planted === undefined) continue;
      expect(planted).toMatch(expected);
      expect(planted).not.toBe(sentence);
    }
    expect(seeds.some((random) => plant(sentence, random) !== undefined)).toBe(true);
  });

  it('leave years to dates, and codes and versions alone', () => {
    for (const random of seeds) expect([plantNumber('Since 1998 with v1.2.3 on eth0.', random), plantUnit('Day by day.', random)]).toEqual([undefined, undefined]);
  });

  it('name: another name of the collection that the passage does not hold', () => {
    const names = namesIn(['We saw Vienna and Graz, then Vienna, Graz, Linz and Linz.', 'Boats go to Linz. A boat is no name.']);
    const planted = seeds.map((random) => plantName('In May boats go to Graz.', names, 'In May boats go to Graz, or Linz.', random));
    expect(new Set(planted.filter((text) => text !== undefined))).toEqual(new Set(['In May boats go to Vienna.']));
  });
});

it('a paraphrase differs, and says so where nothing can be said otherwise', () => {
  for (const random of seeds) {
    const said = paraphrase('If you cancel within 30 days, you do not pay the 1,000 euros.', random);
    expect(said).not.toBe('If you cancel within 30 days, you do not pay the 1,000 euros.');
    expect(said).toMatch(/30 days/);
    expect(said).toMatch(/1,?000 euros/);
  }
  expect(paraphrase('Nobody rests.', mulberry32(1))).toBeUndefined();
});

describe('the evaluation', () => {
  const chunkOf = (text: string) => ({ start: 0, end: text.length, ordinal: 0, text, context: 'Rules', tokens: 0 });
  const passages = [
    'Each full-time employee can take 28 days of annual leave in a year. The office in Vienna was opened in March 1998 by Maria Gruber.',
    'The canteen offers a hot lunch with fresh vegetables for 6 euros every day. A visit of Maria and of Vienna is often planned by Gruber.',
  ].map((text) => ({ document: 'Rules', packed: asPacked('Rules', chunkOf(text)) }));

  it('makes the same claims of the same seed, judges them by the check of answers, and derives a score', async () => {
    const run = () => evaluateSupport(passages, [{ question: 'How long?', sentence: 'Employees have 28 days of leave a year.', passages: [passages[0]?.packed ?? asPacked('', chunkOf('x'))] }], { count: 10, seed: 1 });
    const { evaluation, judged } = await run();
    expect(await run()).toEqual({ evaluation, judged });
    expect(Object.keys(evaluation.caught)).toEqual(expect.arrayContaining(['number', 'date', 'unit', 'negation', 'sentence']));
    expect(evaluation.falseAlarms.reference).toEqual({ share: 0, of: 1 });
    expect(judged.filter(({ kind }) => kind === 'number').map(({ problem }) => problem)).toContain('number');
    expect(evaluation.caught.number?.share).toBe(1);
    expect(evaluation.score.derived.threshold).toBeGreaterThan(0);
  });

  it('derives weights that follow what tells true claims from foreign ones, and the lowest thresholds that catch enough', () => {
    const claims = (count: number, words: (i: number) => number, nearness: (i: number) => number) => Array.from({ length: count }, (_, i) => ({ words: words(i), nearness: nearness(i) }));
    const own = claims(100, () => 0.6, (i) => 0.7 + (i % 10) / 50);
    const foreign = { made: 100, decided: claims(100, () => 0.6, (i) => i / 200) };
    const byMeaning = deriveSupportScore(own, [foreign]);
    expect(byMeaning.meaning).toBeGreaterThan(0.9);
    // Nine of a hundred may pass.
    const accepted = (threshold: number) => foreign.decided.filter(({ words, nearness }) => (1 - byMeaning.meaning) * words + byMeaning.meaning * nearness >= threshold).length;
    expect(accepted(byMeaning.threshold)).toBeLessThanOrEqual(9);
    expect(accepted(byMeaning.threshold - 0.01)).toBeGreaterThan(9);
    const swapped = (all: { words: number; nearness: number }[]) => all.map(({ words, nearness }) => ({ words: nearness, nearness: words }));
    expect(deriveSupportScore(swapped(own), [{ ...foreign, decided: swapped(foreign.decided) }]).meaning).toBeLessThan(0.1);
    // Those that hold a fact which is not there are caught anyway.
    expect(deriveSupportScore(own, [{ made: 100, decided: foreign.decided.slice(0, 9) }]).threshold).toBe(0);
  });
});
