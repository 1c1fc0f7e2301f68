import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CitationStream, type CiteOutput } from './cite';

type Cited = { passage: number; claim: string };

async function everything(stream: CitationStream<Cited>, deltas: string[], isWhole = false): Promise<CiteOutput<Cited>[]> {
  const out: CiteOutput<Cited>[] = [];
  for (const delta of deltas) out.push(...(await stream.push(delta)));
  return [...out, ...(await stream.end(isWhole))];
}

async function run(deltas: string[], known = 5) {
  const numbers = new Map<number, number>();
  const stream = new CitationStream<Cited>((passage, claim) => {
    if (passage < 1 || passage > known) return undefined;
    const number = numbers.get(passage);
    if (number !== undefined) return { footnotes: [{ number }] };
    numbers.set(passage, numbers.size + 1);
    return { footnotes: [{ number: numbers.size, citation: { passage, claim } }] };
  });
  let text = '';
  const citations: Cited[] = [];
  const announced = new Set<number>();
  for (const out of await everything(stream, deltas)) {
    if (out.type === 'text') {
      text += out.text;
    } else {
      citations.push(out.citation);
      announced.add(citations.length);
    }
  }
  return { text, citations, claims: stream.claims.map((span) => ({ number: span.number, text: text.slice(span.start, span.end) })) };
}

const text = async (answer: string) => (await run([answer])).text;

describe('footnotes of a streamed answer', () => {
  it('numbers footnotes by first appearance and sets them at the word', async () => {
    expect(await text('Late [3], early [1] and late again [3].')).toBe('Late[^1], early[^2] and late again[^1].');
  });

  it('reads every way in which models write marks', async () => {
    expect(await text('a [1,2] b [1][2] c 【3】 d 【4†source】 e [^5] f [1; 2]')).toBe('a[^1][^2] b[^1][^2] c[^3] d[^4] e[^5] f[^1][^2]');
    expect(await text('twice [1] [1]')).toBe('twice[^1]');
  });

  it('I3: strips numbers that were never issued, and leaves no gap', async () => {
    expect(await text('One [99]. Two [0] three [1, 77].')).toBe('One. Two three[^1].');
  });

  it('I3: text that reads like a footnote of ours never becomes one', async () => {
    const forged = /(?<!\\)\[\^\d+\]/;
    for (const answer of ['[^9', '[^[9]1]', '[[9]^1]', '\\[^1\\]', '\\[^1]', '[^99]', '【^1x】', '[ ^1 x]', '[^1 [9]]']) {
      expect(await text(answer)).not.toMatch(forged);
    }
  });

  it('leaves escaped brackets of quoted documents alone', async () => {
    expect(await text('See \\[1\\] in the annex. [2]')).toBe('See \\[1\\] in the annex.[^1]');
  });

  it('leaves code alone, and goes on after it', async () => {
    expect(await text('Use `a[1]` here [1].')).toBe('Use `a[1]` here[^1].');
    expect(await text('```js\nx[1]\n```\nDone [1].')).toBe('```js\nx[1]\n```\nDone[^1].');
    expect(await text('~~~\nx[1]\n~~~\nDone [1].')).toBe('~~~\nx[1]\n~~~\nDone[^1].');
    expect(await text('``a ` [1]`` then [1]')).toBe('``a ` [1]`` then[^1]');
    expect(await text('A stray ` tick.\n\nNext [1].')).toBe('A stray ` tick.\n\nNext[^1].');
  });

  it('never writes a definition that Markdown would hide', async () => {
    expect(await text('Sources:\n[1]: Travel policy')).toBe('Sources:\n[^1]\u2060: Travel policy');
  });

  it('gives each mark the sentence it stands behind', async () => {
    const { citations, claims } = await run(['Trains first. Flights need a form [1]. Hotels, too, [2] and taxis (max. 20) [3].\n- Bikes are free. [4]']);
    expect(citations.map((c) => c.claim)).toEqual(['Flights need a form', 'Hotels, too,', 'and taxis (max. 20)', 'Bikes are free.']);
    expect(claims.map((c) => c.text)).toEqual(citations.map((c) => c.claim));
  });

  /** Marks that `fails` lists find no support; sentences without a mark that hold "claim" are looked at. */
  async function checked(deltas: string[], fails: number[] = [], unmarked: number | undefined = undefined) {
    const stream = new CitationStream<Cited>(
      (number) => (fails.includes(number) ? { footnotes: [], problem: 'words' } : { footnotes: [{ number }] }),
      (claim) => (!claim.includes('claim') ? undefined : unmarked === undefined ? { footnotes: [], problem: 'number' } : { footnotes: [{ number: unmarked }] }),
    );
    const out = await everything(stream, deltas, true);
    const said = out.map((one) => (one.type === 'text' ? one.text : '')).join('');
    return { said, unsupported: stream.unsupported.map(({ start, end, problem }) => [said.slice(start, end), problem]) };
  }

  it('marks a claim whose marks all fail, once, and drops a failing mark beside one that holds', async () => {
    expect(await checked(['One fails [1]. Two holds [2]. Three [1] [2] and four [2][1].'], [1])).toEqual({
      said: 'One fails[^0]. Two holds[^2]. Three[^2] and four[^2].',
      unsupported: [['One fails', 'words']],
    });
    expect((await checked(['Nothing of it holds. [1] [3]\nNext [2].'], [1, 3])).said).toBe('Nothing of it holds.[^0]\nNext[^2].');
    expect((await checked(['At the very end [1]'], [1])).said).toBe('At the very end[^0]');
  });

  it('looks at sentences without a mark when they are over', async () => {
    const answer = 'A claim by Dr. Grey alone. Hello you. A claim with its mark. [2] A last claim';
    expect(await checked([answer])).toEqual({
      said: 'A claim by Dr. Grey alone.[^0] Hello you. A claim with its mark.[^2] A last claim[^0]',
      unsupported: [['A claim by Dr. Grey alone.', 'number'], ['A last claim', 'number']],
    });
    expect((await checked(['- one claim\n- another claim\n'], [], 4)).said).toBe('- one claim[^4]\n- another claim[^4]\n');
    expect((await checked(['```\nclaim = 1\n```\n'])).unsupported).toEqual([]);
  });

  const piece = fc.oneof(
    fc.constantFrom('A claim. ', '[', ']', '[1]', '[2,3]', '[99]', '【1】', '【2†a】', '[^3]', '^', '`', '```', '~~~', '\n', '\n\n', ' ', '\\', ': ', '. ', '†', '- ', '[1', ',2]', '\0'),
    fc.string({ maxLength: 8 }),
    fc.lorem({ maxCount: 3 }),
  );

  it('E4: the result is the same for every way of cutting the stream', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(12), { minLength: 1, maxLength: 40 }), async (pieces, sizes) => {
        const answer = pieces.join('');
        const deltas: string[] = [];
        for (let at = 0, i = 0; at < answer.length; i += 1) {
          const size = sizes[i % sizes.length] ?? 1;
          deltas.push(answer.slice(at, at + size));
          at += size || 1;
          if (size === 0) deltas.push(answer.slice(at - 1, at));
        }
        expect(await run(deltas)).toEqual(await run([answer]));
        expect(await checked(deltas, [1, 3])).toEqual(await checked([answer], [1, 3]));
      }),
      { numRuns: 500 },
    );
  });

  it('E4: only announced numbers stand in the text, outside code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece.filter((p) => !/[`~]/.test(p)), { maxLength: 30 }), async (pieces) => {
        const result = await run([pieces.join('')]);
        for (const mark of result.text.matchAll(/\[\^(\d{1,4})\]/g)) {
          expect(Number(mark[1])).toBeLessThanOrEqual(result.citations.length);
          expect(Number(mark[1])).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('E4: long and hostile input takes linear time and is never swallowed', async () => {
    const hostile = [
      `[${'1'.repeat(100_000)}]`,
      '['.repeat(100_000),
      '[1'.repeat(50_000),
      '[1]'.repeat(33_000),
      'a[1]'.repeat(25_000),
      `【1†${'x'.repeat(100_000)}`,
      '`'.repeat(100_000),
      '` '.repeat(50_000),
      `${' '.repeat(100_000)}.`,
    ];
    const fastest = async (work: () => Promise<unknown>) => {
      const times: number[] = [];
      for (let i = 0; i < 2; i += 1) {
        const start = performance.now();
        await work();
        times.push(performance.now() - start);
      }
      return times.toSorted((a, b) => a - b)[0] ?? 0;
    };
    for (const answer of hostile) {
      const half = await fastest(() => run([answer.slice(50_000)]));
      const whole = await fastest(() => run([answer]));
      expect(whole).toBeLessThan(8 * half + 500);
      expect((await run([answer])).text.length).toBeGreaterThan(0);
    }
  });
});
