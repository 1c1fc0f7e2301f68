import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeLlm, type ScriptedAnswer, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { openModel } from '@/lib/ai/language-models';
import type { ModelCall } from '@/lib/usage/model-call';
import { answer, type AnswerEvent, ModelFailure, type Patience, usualPatience } from './answer';

let llm: FakeLlm;
beforeAll(async () => {
  llm = await startFakeLlm();
});
afterAll(() => llm.close());

/** What came of an answer, and how long it would have been waited between the tries. No time passes. */
async function run(script: ScriptedAnswer[], patience: Partial<Patience> = {}) {
  llm.script(...script);
  llm.requests.length = 0;
  const waits: number[] = [];
  const events: AnswerEvent[] = [];
  const calls: ModelCall[] = [];
  let failure: unknown;
  try {
    const stream = answer({
      team: openModel({ provider: 'openai-compatible', baseUrl: llm.url, model: 'fake' }),
      prompt: { instructions: 'Answer.', messages: [{ role: 'user', content: 'When?' }], delimiter: 'none' },
      extractive: { question: 'When?', passages: [] },
      signal: new AbortController().signal,
      spend: (call) => calls.push(call),
      patience: { ...usualPatience, pause: async (milliseconds) => void waits.push(milliseconds), ...patience },
    });
    for await (const event of stream) events.push(event);
  } catch (error) {
    failure = error;
  }
  const text = events.map((event) => (event.type === 'text' ? event.delta : '')).join('');
  const retries = events.flatMap((event) => (event.type === 'retry' ? [`${event.attempt}/${event.of}`] : []));
  const end = events.find((event) => event.type === 'end');
  return { text, retries, waits, end, calls, tries: llm.requests.length, started: failure instanceof ModelFailure ? failure.started : undefined, failure };
}

const words = Array.from({ length: 60 }, (_, index) => `word${index} `);

describe('K3: a model in trouble', () => {
  it('that is busy is asked again when it says, as a number or as a date, or after one second and two', async () => {
    expect(await run([{ status: 429, headers: { 'retry-after': '7' } }, { status: 503 }, { text: ['Now.'] }])).toMatchObject({ text: 'Now.', retries: ['2/3', '3/3'], waits: [7_000, 2_000] });
    const { waits } = await run([{ status: 429, headers: { 'retry-after': new Date(Date.now() + 9_000).toUTCString() } }, { text: ['Now.'] }]);
    expect(waits[0]).toBeGreaterThan(7_000);
    expect(waits[0]).toBeLessThanOrEqual(9_000);
    expect((await run([{ status: 500 }, { status: 502 }, { text: ['Now.'] }])).waits).toEqual([1_000, 2_000]);
  });

  it('is not waited for beyond thirty seconds in all', async () => {
    expect(await run([{ status: 429, headers: { 'retry-after': '60' } }])).toMatchObject({ tries: 1, waits: [], started: false });
    expect(await run([{ status: 429, headers: { 'retry-after': '20' } }])).toMatchObject({ tries: 2, waits: [20_000], started: false });
    expect(await run([{ status: 503 }])).toMatchObject({ tries: 3, retries: ['2/3', '3/3'], started: false });
  });

  it.each<[string, ScriptedAnswer]>([
    ['refuses the key', { status: 401 }],
    ['does not know the model', { status: 404 }],
    ['does not speak the protocol', { raw: 'data: {"hello"\n\n' }],
    ['says nothing', { text: [] }],
    ['says only empty words', { text: ['', ''] }],
    ['breaks off before the first word', { text: words, cutAt: 0 }],
    ['says an error instead of a word', { raw: 'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n' }],
    ['calls a tool that nobody gave it', { raw: 'data: {"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n' }],
  ])('that %s is given up at once, with nothing said', async (_, scripted) => {
    const { text, started, waits } = await run([scripted]);
    expect({ text, started }).toEqual({ text: '', started: false });
    // A server that cannot be reached may come back; all else stays as it is.
    expect(waits.length === 0 || scripted.cutAt === 0).toBe(true);
  });

  it.each([1, 50, 60])('that breaks off at word %i keeps its words, is never asked again, and is no complete answer', async (cutAt) => {
    expect(await run([{ text: words, cutAt, delay: 5 }, { text: ['Another answer.'] }])).toMatchObject({ text: words.slice(0, cutAt).join(''), tries: 1, retries: [], started: true, end: undefined });
  });

  it.each<[string, string]>([
    ['stops speaking the protocol', 'data: {"choices": [oh\n\n'],
    ['says an error', 'data: {"error":{"message":"overloaded"}}\n\n'],
    ['is stopped by a filter', 'data: {"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}\n\ndata: [DONE]\n\n'],
  ])('that %s in the middle keeps its words', async (_, rest) => {
    const first = 'data: {"id":"x","choices":[{"index":0,"delta":{"role":"assistant","content":"So far"},"finish_reason":null}]}\n\n';
    expect(await run([{ raw: first + rest }])).toMatchObject({ text: 'So far', started: true, end: undefined, tries: 1 });
  });

  it('that says no word is given up after its time', async () => {
    expect(await run([{ silent: true }], { own: 1_000 })).toMatchObject({ text: '', started: false, tries: 1 });
  });

  it('that says no more is given up after its time, and keeps its words', async () => {
    const never = new Promise(() => {});
    expect(await run([{ text: words, hold: { at: 3, until: never } }], { between: 1_000 })).toMatchObject({ text: 'word0 word1 word2 ', started: true });
  });

  it('that never ends is cut off, by its length or by its time', async () => {
    const { text, end } = await run([{ text: Array.from({ length: 400 }, () => 'and so on '.repeat(40)) }]);
    expect(text.length).toBeLessThan(62_000);
    expect(end).toMatchObject({ cut: true });
    expect(await run([{ text: words, hold: { at: 3, until: new Promise(() => {}) } }], { whole: 2_000 })).toMatchObject({ text: 'word0 word1 word2 ', started: true, end: undefined });
  });

  it('costs what each try cost', async () => {
    expect((await run([{ status: 503 }, { text: ['Now.'] }])).calls.map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
  });
});
