import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeReranker, type ScriptedRanking, startFakeReranker } from './fake-rerank-server';
import { openReranker, type RerankerAddress } from './reranker';
import { searchMicros } from './reranking-facts';

const words = ['thirty', 'days', 'leave'];
const texts = ['Bills are paid in two weeks.', 'Thirty or thirty days of leave.', 'Two days of rest.'];

let server: FakeReranker;
beforeAll(async () => {
  server = await startFakeReranker(words);
});
beforeEach(() => {
  server.requests.length = 0;
  server.script({});
});
afterAll(() => server.close());

let models = 0;
/** A model that nobody has asked before, so that no earlier failure counts. */
function reranker(more: Partial<RerankerAddress> = {}) {
  const opened = openReranker({ provider: 'cohere-compatible', baseUrl: server.url, model: `fake-${models++}`, apiKey: 'sk-canary-1234', ...more });
  if (!opened) throw new Error('no reranker');
  return opened;
}
const patient = { patience: 20_000 };

describe.each(['documents', 'texts'] as const)('a server that speaks the protocol with %s', (form) => {
  let own: FakeReranker;
  beforeAll(async () => {
    own = await startFakeReranker(words, form);
  });
  afterAll(() => own.close());

  it('scores each text, in the order of the texts', async () => {
    const { scores } = await reranker({ baseUrl: own.url }).score('How much leave?', texts, patient);
    expect(scores).toEqual([0, 1, 1 / 3]);
    expect(own.requests).toEqual([{ query: 'How much leave?', texts, model: expect.stringMatching(/^fake-/) as string, authorization: 'Bearer sk-canary-1234' }]);
  });

  it('is asked in its own form from the second time on, and needs no key', async () => {
    const asked = reranker({ baseUrl: `${own.url}/rerank/`, apiKey: undefined });
    await asked.score('first', texts, patient);
    await asked.score('second', texts, patient);
    expect(own.requests.slice(-2).map(({ query, authorization }) => [query, authorization])).toEqual([['first', undefined], ['second', undefined]]);
  });
});

describe('what was read', () => {
  it('is counted as the server counts, else by the built-in tokenizer', async () => {
    server.script({ counted: { usage: { total_tokens: 77 } } }, { counted: {} }, { counted: { usage: { total_tokens: -5 } } });
    expect(await reranker().score('q', texts, patient)).toMatchObject({ tokens: 77, costMicros: null });
    const { tokens } = await reranker().score('q', texts, patient);
    expect(tokens).toBeGreaterThan(15);
    expect(tokens).toBeLessThan(40);
    expect((await reranker().score('q', texts, patient)).tokens).toBe(tokens);
  });

  it('has a price at Cohere alone, by what it says to have billed', async () => {
    const addressed: string[] = [];
    const real = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      addressed.push(url);
      return real(url.replace('https://api.cohere.com/v2', server.url), init);
    });
    try {
      server.script({ counted: { meta: { billed_units: { search_units: 2 } } } }, { counted: {} }, { counted: { meta: { billed_units: { search_units: 2 } } } });
      const cohere = reranker({ provider: 'cohere', baseUrl: undefined, model: 'rerank-v3.5' });
      expect(await cohere.score('q', texts, patient)).toMatchObject({ costMicros: 4_000n });
      expect(await cohere.score('q', texts, patient)).toMatchObject({ costMicros: null });
      expect(await reranker({ model: 'rerank-v3.5' }).score('q', texts, patient)).toMatchObject({ costMicros: null });
    } finally {
      vi.unstubAllGlobals();
    }
    expect(addressed).toEqual(['https://api.cohere.com/v2/rerank', 'https://api.cohere.com/v2/rerank', `${server.url}/rerank`]);
    expect(searchMicros('rerank-v4.0-pro')).toBe(2_500);
    expect(searchMicros('my-own-model')).toBeUndefined();
  });

  it.each(['', ' \n ', '\0', '\ud800', '😀'])('may be any text: %j', async (text) => {
    expect((await reranker().score(text, [text, 'other'], patient)).scores).toEqual([0, 0]);
    expect(server.requests[0]?.texts[0]).toMatch(/\S/);
  });

  it('is no more than says what a text is about', async () => {
    await reranker().score('q'.repeat(50_000), ['x'.repeat(50_000), 'y'], patient);
    expect(server.requests[0]?.texts[0]).toHaveLength(2_000);
    expect(server.requests[0]?.query).toHaveLength(500);
  });
});

describe('K3: a server with faults', () => {
  it.each<[string, ScriptedRanking, string]>([
    ['401', { status: 401 }, 'refused the key (401)'],
    ['404', { status: 404 }, 'does not know the model'],
    ['422', { status: 422 }, 'refused the request (422)'],
    ['429', { status: 429, headers: { 'retry-after': '77' } }, 'too many requests'],
    ['500', { status: 500 }, 'answered with an error (500)'],
    ['another form', { raw: '<html>It works</html>' }, 'not in the form of a reranking model'],
    ['no JSON', { raw: '{"results":[{"index":0,"relevance_score":NaN}]}' }, 'not in the form of a reranking model'],
    ['nothing', { raw: '' }, 'not in the form of a reranking model'],
    ['half an answer', { half: 'cut' }, 'broke off in the middle'],
    ['no end', { endless: true }, 'not in the form of a reranking model'],
    ['one missing', { results: (all) => all.slice(1) }, 'scored 2 of 3 passages'],
    ['one too many', { results: (all) => [...all, ...all.slice(0, 1)] }, 'scored 3 of 3 passages, 4 times in all'],
    ['one twice', { results: ([first, ...others]) => others.map((one, i) => (i === 0 && first ? first : one)).concat(first ?? []) }, 'scored 2 of 3 passages'],
    ['no results', { results: () => [] }, 'scored 0 of 3 passages'],
    ['an index below', { results: (all) => all.map((one) => ({ ...one, index: one.index - 1 })) }, 'not in the form of a reranking model'],
    ['an index above', { results: (all) => all.map((one) => ({ ...one, index: one.index + 1 })) }, 'not in the form of a reranking model'],
    ['half an index', { results: (all) => all.map((one) => ({ ...one, index: one.index + 0.5 })) }, 'not in the form of a reranking model'],
    ['no number', { results: (all) => all.map((one) => ({ ...one, relevance_score: Number.NaN })) }, 'not in the form of a reranking model'],
    ['words', { results: (all) => all.map((one) => ({ ...one, relevance_score: 'high' })) }, 'not in the form of a reranking model'],
    ['infinity', { raw: '{"results":[{"index":0,"relevance_score":1e999},{"index":1,"relevance_score":0},{"index":2,"relevance_score":0}]}' }, 'not in the form of a reranking model'],
  ])('%s is said in a sentence that quotes nothing', async (_, scripted, sentence) => {
    server.script(scripted);
    const error: unknown = await reranker().score('How much leave?', texts, patient).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable:reranker', message: expect.stringContaining(sentence) as string });
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary|leave/);
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, ScriptedRanking]>([
    ['no byte', { silent: true }],
    ['half an answer', { half: 'hang' }],
  ])('%s is waited for no longer than said', async (_, scripted) => {
    server.script(scripted);
    await expect(reranker().score('q', texts, { patience: 200 })).rejects.toMatchObject({ code: 'unavailable:reranker', message: expect.stringContaining('did not answer within 0.2 seconds') as string });
  });

  it('that is not there is told from one that is', async () => {
    const gone = await startFakeReranker(words);
    await gone.close();
    await expect(reranker({ baseUrl: gone.url }).score('q', texts, patient)).rejects.toMatchObject({ message: expect.stringContaining('nothing answers at this address and port') as string });
  });

  it('is left alone after failures in a row, as long as it asks for, and tried again when somebody insists', async () => {
    const asked = reranker();
    server.script({ status: 500 }, { status: 500 }, { status: 500 }, {});
    for (let i = 0; i < 3; i++) await expect(asked.score('q', texts, patient)).rejects.toMatchObject({ message: expect.stringContaining('(500)') as string });
    await expect(asked.score('q', texts, patient)).rejects.toMatchObject({ message: expect.stringContaining('left alone') as string });
    expect(server.requests).toHaveLength(3);
    expect((await asked.score('q', texts, { ...patient, insist: true })).scores).toHaveLength(3);
    expect((await asked.score('q', texts, patient)).scores).toHaveLength(3);

    const busy = reranker();
    server.script({ status: 429, headers: { 'retry-after': '77' } }, {});
    await expect(busy.score('q', texts, patient)).rejects.toMatchObject({ retryAfterSeconds: 77 });
    await expect(busy.score('q', texts, patient)).rejects.toMatchObject({ message: expect.stringContaining('left alone') as string });
  });

  it('shares its rest with whoever asks at the same address', async () => {
    const address = { provider: 'cohere-compatible', baseUrl: server.url, model: `fake-${models++}` } as const;
    server.script({ status: 429, headers: { 'retry-after': '60' } }, {});
    await expect(openReranker(address)?.score('q', texts, patient)).rejects.toMatchObject({ retryAfterSeconds: 60 });
    await expect(openReranker({ ...address })?.score('q', texts, patient)).rejects.toMatchObject({ message: expect.stringContaining('left alone') as string });
    expect(server.requests).toHaveLength(1);
  });
});

it('is none where none is named, and refuses half an address', () => {
  expect(openReranker({ provider: 'none' })).toBeUndefined();
  expect(() => openReranker({ provider: 'cohere-compatible', model: 'x' })).toThrow('Give the address of the server');
  expect(() => openReranker({ provider: 'cohere-compatible', baseUrl: 'http://localhost:1/v1' })).toThrow('Name the reranking model');
  expect(openReranker({ provider: 'cohere', apiKey: 'key' })?.name).toBe('rerank-v3.5');
});
