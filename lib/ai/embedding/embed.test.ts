import { describe, expect, it } from 'vitest';
import { cosine } from './cosine';
import { countTokens, embedPassages, embedQuery, maxTokens } from './embed';

const words = (count: number, changed?: number) =>
  Array.from({ length: count }, (_, i) => (i === changed ? 'volcano' : 'paper')).join(' ');

describe('embedQuery', () => {
  it('gives 384 numbers of length 1 that put meaning before wording', async () => {
    const [question, near, far] = await Promise.all(
      ['How many days off do I get?', 'Employees are entitled to 30 days of annual leave.', 'The engine oil has to be changed.'].map(embedQuery),
    );
    if (!question || !near || !far) throw new Error('no vectors');
    expect(question).toHaveLength(384);
    expect(cosine(question, question)).toBeCloseTo(1, 5);
    expect(cosine(question, near)).toBeGreaterThan(cosine(question, far) + 0.2);
  });

  it('reads 254 tokens: the 200th word counts, the 300th does not', async () => {
    const plain = await embedQuery(words(400));
    expect(cosine(plain, await embedQuery(words(400, 199)))).toBeLessThan(0.9999);
    expect(await embedQuery(words(400, 299))).toEqual(plain);
    expect(countTokens(words(400))).toBe(400);
    expect(maxTokens).toBe(254);
  });

  it.each(['', ' \n ', '\0', '\ud800', '😀', 'x'.repeat(50_000), '[CLS] [SEP]'])('takes any text: %j', async (text) => {
    const vector = await embedQuery(text);
    expect(vector.every(Number.isFinite)).toBe(true);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
  });
});

describe('embedPassages', () => {
  it('gives the same vectors as one by one, in order, while this event loop goes on', async () => {
    const texts = Array.from({ length: 70 }, (_, i) => `Rule ${i} speaks of ${['leave', 'travel', 'laptops'][i % 3]}. ${'More words follow. '.repeat(i % 9)}`);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const progress: number[] = [];
    const vectors = await embedPassages(texts, { onProgress: (done) => progress.push(done) });
    clearInterval(timer);
    expect(vectors).toHaveLength(70);
    for (const i of [0, 15, 16, 69]) expect(vectors[i]).toEqual(await embedQuery(texts[i] ?? ''));
    expect(progress.at(-1)).toBe(70);
    expect(ticks).toBeGreaterThan(5);
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    const work = embedPassages(Array.from({ length: 500 }, (_, i) => `text ${i}`), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(work).rejects.toThrow('enough');
  });

  it('yields nothing for nothing', async () => {
    expect(await embedPassages([])).toEqual([]);
  });
});
