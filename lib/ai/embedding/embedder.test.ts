import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInEmbedder } from './built-in-embedder';
import type { Embedder } from './embedder';
import { type FakeEmbeddings, type ScriptedEmbedding, startFakeEmbeddings } from './fake-embedding-server';
import { cosine } from './cosine';
import { measureModel } from './measure-model';
import { type EmbeddingAddress, providerEmbedder } from './provider-embedder';
import { Rest } from './rest';

let server: FakeEmbeddings;
beforeAll(async () => {
  server = await startFakeEmbeddings();
});
beforeEach(() => {
  server.requests.length = 0;
  server.script({});
});
afterAll(() => server.close());

let models = 0;
/** A model that nobody has asked before, so that no earlier failure counts. */
const address = (more: Partial<EmbeddingAddress> = {}): EmbeddingAddress => ({
  provider: 'openai-compatible', baseUrl: server.url, model: `fake-${models++}`, apiKey: 'sk-canary-1234', ...more,
});

describe.each([
  { name: 'built-in', open: (): Embedder => builtInEmbedder, dimensions: 384 },
  { name: 'provider', open: (): Embedder => providerEmbedder(address(), 256), dimensions: 256 },
])('embedder: $name', ({ open, dimensions }) => {
  it('gives a vector of length 1 for each text, in order, that puts meaning before wording', async () => {
    const texts = ['How many days off do I get?', 'Employees are entitled to 30 days of annual leave.', 'The engine oil has to be changed.'];
    const { vectors, tokens } = await open().embed(texts, { as: 'passage' });
    expect(vectors.map((vector) => vector.length)).toEqual([dimensions, dimensions, dimensions]);
    const [question, near, far] = vectors;
    if (!question || !near || !far) throw new Error('no vectors');
    expect(cosine(question, question)).toBeCloseTo(1, 5);
    expect(cosine(question, near)).toBeGreaterThan(cosine(question, far) + 0.15);
    expect(tokens).toBeGreaterThan(20);
    expect(tokens).toBeLessThan(60);
  });

  it('gives many in the order of their texts, and says how far it is', async () => {
    const texts = Array.from({ length: 70 }, (_, i) => `Rule ${i} speaks of ${['leave', 'travel', 'laptops'][i % 3]}.`);
    const embedder = open();
    const progress: number[] = [];
    const { vectors } = await embedder.embed(texts, { as: 'passage', onProgress: (done) => progress.push(done) });
    expect(vectors).toHaveLength(70);
    expect(progress.at(-1)).toBe(70);
    for (const i of [0, 31, 32, 69]) {
      const alone = (await embedder.embed([texts[i] ?? ''], { as: 'passage' })).vectors[0];
      expect(cosine(alone ?? [], vectors[i] ?? [])).toBeCloseTo(1, 5);
    }
  });

  it.each(['', ' \n ', '\0', '\ud800', '😀', 'x'.repeat(50_000), 'ignore'])('takes any text: %j', async (text) => {
    for (const as of ['question', 'passage'] as const) {
      const { vectors } = await open().embed([text], { as });
      expect(vectors[0]?.every(Number.isFinite)).toBe(true);
      expect(cosine(vectors[0] ?? [], vectors[0] ?? [])).toBeCloseTo(1, 5);
    }
  });

  it('yields nothing for nothing, and stops when told to', async () => {
    expect(await open().embed([], { as: 'passage' })).toEqual({ vectors: [], tokens: 0 });
    const controller = new AbortController();
    const work = open().embed(Array.from({ length: 300 }, (_, i) => `text ${i}`), {
      as: 'passage',
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(work).rejects.toThrow('enough');
  });
});

describe('a provider', () => {
  it.each<[string, ScriptedEmbedding, string]>([
    ['401', { status: 401 }, 'refused the key (401)'],
    ['404', { status: 404 }, 'does not know the model'],
    ['429', { status: 429, headers: { 'retry-after': '77' } }, 'too many requests'],
    ['500', { status: 500 }, 'answered with an error (500)'],
    ['words that are no protocol', { raw: '<html>It works</html>' }, 'not in the form of an embedding model'],
    ['another protocol', { raw: '{"choices":[]}' }, 'not in the form of an embedding model'],
    ['a cut connection', { half: 'cut' }, 'broke off in the middle'],
    ['no vectors', { raw: '{"data":[]}' }, 'not in the form of an embedding model'],
    ['an empty vector', { raw: '{"data":[{"embedding":[]}]}' }, 'gives vectors of 0 numbers'],
    ['another dimension', { dimensions: 100 }, 'gives vectors of 100 numbers'],
    ['a vector too few', { oneMissing: true }, 'not in the form of an embedding model'],
  ])('K3: %s is a sentence with a time to try again, and never the key', async (_, scripted, sentence) => {
    server.script(scripted);
    const failure = await providerEmbedder(address(), 256).embed(['secret words'], { as: 'passage' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unavailable:embedding', status: 503, message: expect.stringContaining(sentence) });
    expect((failure as { retryAfterSeconds: number }).retryAfterSeconds).toBe('status' in scripted && scripted.status === 429 ? 77 : 15);
    // H2: as a log would write it, with causes and all.
    expect(inspect(failure, { depth: 10 })).not.toMatch(/sk-canary|secret words/);
  });

  it('K3: one that says nothing is given up after the time that was granted', async () => {
    server.script({ silent: true });
    await expect(providerEmbedder(address()).embed(['text'], { as: 'question', patience: 200 })).rejects.toMatchObject({
      code: 'unavailable:embedding', message: expect.stringContaining('did not answer within 0.2 seconds'),
    });
  });

  it('K3: an answer without end is cut off, not collected', async () => {
    server.script({ endless: true });
    const before = process.memoryUsage().rss;
    await expect(providerEmbedder(address()).embed(['text'], { as: 'passage' })).rejects.toMatchObject({ code: 'unavailable:embedding' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  it('K3: after three failures in a row, or when told to wait, it is not asked for a while', async () => {
    server.script({ status: 500 });
    const embedder = providerEmbedder(address());
    for (let i = 0; i < 5; i++) await embedder.embed(['text'], { as: 'question' }).catch(() => {});
    expect(server.requests).toHaveLength(3);
    expect(embedder.restsFor()).toBeGreaterThan(10);
    server.script({ status: 429, headers: { 'retry-after': '120' } });
    const busy = providerEmbedder(address());
    for (let i = 0; i < 2; i++) await busy.embed(['text'], { as: 'question' }).catch(() => {});
    expect(server.requests).toHaveLength(4);
    expect(busy.restsFor()).toBeGreaterThan(100);
  });

  it('is asked again at once by whoever tries it, and is left alone no longer when it answers', async () => {
    server.script({ status: 500 });
    const tried = address();
    const embedder = providerEmbedder(tried);
    for (let i = 0; i < 3; i++) await embedder.embed(['text'], { as: 'question' }).catch(() => {});
    expect(embedder.restsFor()).toBeGreaterThan(10);
    server.script({});
    await measureModel(tried);
    expect(embedder.restsFor()).toBe(0);
  });

  it('reads a text that is too long for the model as far as the model will', async () => {
    server.script((texts) => (texts.some((text) => text.length > 600) ? { status: 413 } : {}));
    const texts = ['short one', 'long '.repeat(300), 'short two'];
    const { vectors } = await providerEmbedder(address()).embed(texts, { as: 'passage' });
    expect(vectors).toHaveLength(3);
    server.script({});
    const [, , last] = vectors;
    const alone = await providerEmbedder(address()).embed(['short two'], { as: 'passage' });
    expect(cosine(last ?? [], alone.vectors[0] ?? [])).toBeCloseTo(1, 5);
    server.script({ status: 400 });
    await expect(providerEmbedder(address()).embed(texts, { as: 'passage' })).rejects.toMatchObject({ code: 'unavailable:embedding' });
  });

  it('counts tokens itself where the server does not', async () => {
    server.script({ uncounted: true });
    expect((await providerEmbedder(address()).embed(['one two three'], { as: 'passage' })).tokens).toBe(3);
  });

  it('tells models that were trained so what is a question and what a passage', async () => {
    const embedder = providerEmbedder(address({ model: 'intfloat/multilingual-e5-small' }));
    await embedder.embed(['leave'], { as: 'question' });
    await embedder.embed(['leave'], { as: 'passage' });
    expect(server.requests.map((request) => request.texts)).toEqual([['query: leave'], ['passage: leave']]);
    expect(server.requests[0]?.authorization).toBe('Bearer sk-canary-1234');
  });
});

describe('a model that is measured', () => {
  it('has its cosines brought to the scale of the built-in one', async () => {
    const measured = await measureModel(address({ model: 'measured' }));
    expect(measured).toMatchObject({ provider: 'openai-compatible', model: 'measured', dimensions: 256, price: undefined });
    expect(measured.tokensPerSecond).toBeGreaterThan(10);
    const embedder = providerEmbedder(address(), 256);
    const texts = ['When is the office closed?', 'The office is closed on Sundays.', 'Mix flour and water.'];
    const [own, builtIn] = await Promise.all([embedder.embed(texts, { as: 'passage' }), builtInEmbedder.embed(texts, { as: 'passage' })]);
    for (const [a, b] of [[0, 1], [0, 2]] as const) {
      const scaled = measured.slope * cosine(own.vectors[a] ?? [], own.vectors[b] ?? []) + measured.offset;
      expect(scaled).toBeCloseTo(cosine(builtIn.vectors[a] ?? [], builtIn.vectors[b] ?? []), 0);
    }
  });

  it('K3: is refused with a sentence when its vectors are too long for the index, or mean nothing', async () => {
    server.script({ dimensions: 2_048 });
    await expect(measureModel(address())).rejects.toMatchObject({ code: 'bad_request:embedding', message: expect.stringContaining('2,048 numbers') });
    server.script((texts) => ({ raw: JSON.stringify({ data: texts.map(() => ({ embedding: [1, 2, 3] })) }) }));
    await expect(measureModel(address())).rejects.toMatchObject({ code: 'bad_request:embedding', message: expect.stringContaining('does not tell apart') });
  });
});

describe('rest after failures', () => {
  it('begins with the third, doubles, ends at ten minutes or as the server says, and is over after a success', () => {
    let now = 0;
    const rest = new Rest(() => now);
    expect([rest.fail(), rest.left(), rest.fail(), rest.left()]).toEqual([15, 0, 15, 0]);
    expect([rest.fail(), rest.left()]).toEqual([15, 15]);
    now += 16;
    expect(rest.left()).toBe(0);
    expect([rest.fail(), rest.left()]).toEqual([30, 30]);
    for (let i = 0; i < 10; i++) rest.fail();
    expect(rest.left()).toBe(600);
    rest.succeed();
    expect(rest.left()).toBe(0);
    expect([rest.fail(5), rest.left()]).toEqual([5, 5]);
  });
});
