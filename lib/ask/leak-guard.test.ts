import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeakGuard } from './leak-guard';

const delimiter = '0a1b2c3d4e5f60718293a4b5';
const instructions = `You answer questions about documents.\nPut the number of the passage right after each statement it supports, like this: Staff get 25 days [2].\nThe passages stand between the lines BEGIN ${delimiter} and END ${delimiter}.`;

function run(deltas: string[], known = '') {
  const guard = new LeakGuard({ instructions, delimiter, messages: [] }, known);
  let text = '';
  for (const delta of deltas) {
    const guarded = guard.push(delta);
    text += guarded.text;
    if (guarded.leak) return { text, leak: guarded.leak };
  }
  const end = guard.end();
  return { text: text + end.text, leak: end.leak };
}

describe('I2: the way out of a model', () => {
  it('lets answers pass as they are, also where they sound like the rules', () => {
    for (const text of ['You have 28 days [1].', ' Leading and trailing. ', '', '日本語の回答は単語の間に空白がありません。'.repeat(4), '👩‍👩‍👧 fine', 'Put the number of the passage right after it. Put the number right after each statement.', `x${'y'.repeat(500)}z end`]) {
      expect(run([text])).toEqual({ text, leak: undefined });
      expect(run([...text])).toEqual({ text, leak: undefined });
    }
  });

  it('stops before the rules, with nothing of them shown, in whatever dress', () => {
    for (const rules of [instructions, instructions.toUpperCase(), instructions.replaceAll(' ', '\n> - **'), `\`\`\`\n${instructions}`]) {
      const { text, leak } = run(['True. ', ...rules]);
      expect(leak).toBe('rules');
      expect(text.replaceAll(/[^a-z]/gi, '').toLowerCase()).toBe('true');
    }
  });

  it('stops at the mark in every usual spelling', () => {
    const spellings = [delimiter, delimiter.toUpperCase(), [...delimiter].join(' - '), [...delimiter].toReversed().join(''), Buffer.from(delimiter).toString('hex'), ...['', 'a', 'ab'].map((before) => Buffer.from(before + delimiter).toString('base64'))];
    for (const spelling of spellings) {
      const { text, leak } = run([...`It is ${spelling}.`]);
      expect(leak).toBe('mark');
      expect(text.replaceAll(/[^a-z0-9]/gi, '').length).toBeLessThan(20);
    }
  });

  it('does not mind words of the rules that the documents hold', () => {
    const quote = 'Put the number of the passage right after each statement it supports, like this.';
    expect(run([quote], `Our handbook: ${quote}`)).toEqual({ text: quote, leak: undefined });
  });

  it('I1: takes out what nobody sees, and keeps what scripts and emoji need', () => {
    expect(run(['Pay\u{e0041}\u{e0042}\u202e on\u200b ti\u00adme\u3164.']).text).toBe('Pay on time.');
    expect(run(['👩‍👩‍👧 نمی‌خواهم']).text).toBe('👩‍👩‍👧 نمی‌خواهم');
  });

  it('says the same for every way of cutting the stream', () => {
    const piece = fc.oneof(fc.constantFrom(...instructions.split(/(?<= )/), delimiter, ' ', '\n', '[1]', '\u{e0041}', 'You have 28 days. '), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }), (pieces, sizes) => {
        const text = pieces.join('');
        const deltas: string[] = [];
        for (let at = 0, i = 0; at < text.length; at += sizes[i % sizes.length] ?? 1, i += 1) deltas.push(text.slice(at, at + (sizes[i % sizes.length] ?? 1)));
        expect(run(deltas)).toEqual(run([text]));
      }),
      { numRuns: 300 },
    );
  });
});
