import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunk, chunkInSteps } from './chunk';
import { DocumentBuilder } from './parse/document-builder';
import type { ParsedDocument } from './parse/parsed-document';

/** Like a WordPiece tokenizer: five letters a token, punctuation alone, two marks, unknown long words are one token. */
function countTokens(text: string): number {
  let tokens = 2;
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)) tokens += word.length > 100 ? 1 : Math.ceil(word.length / 5);
  return tokens;
}

const word = fc.oneof(
  { weight: 20, arbitrary: fc.stringMatching(/^[a-z]{1,9}[.,;]?$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{300,900}$/) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('漢', '字', '😀', '語'), minLength: 1, maxLength: 600 }) },
);
const words = (maxLength: number) => fc.array(word, { minLength: 1, maxLength }).map((list) => list.join(' '));
type Part = { kind: 'heading' | 'paragraph' | 'item' | 'code'; text: string; level: number } | { kind: 'table'; rows: string[][]; header: boolean };
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constantFrom('heading' as const, 'paragraph' as const, 'item' as const, 'code' as const), text: words(60), level: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('paragraph' as const), text: words(600), level: fc.constant(1) }),
  fc.record({ kind: fc.constant('table' as const), rows: fc.array(fc.array(words(8), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 40 }), header: fc.boolean() }),
);

function build(parts: Part[]): ParsedDocument {
  const builder = new DocumentBuilder();
  for (const one of parts) {
    if (one.kind === 'table') builder.table(one.rows, { header: one.header });
    else if (one.kind === 'heading') builder.heading(one.text.slice(0, 200), one.level);
    else if (one.kind === 'item') builder.listItem(one.text, 0, false);
    else if (one.kind === 'code') builder.code(one.text);
    else builder.paragraph(one.text);
  }
  return builder.finish('text');
}

describe('chunk', () => {
  it('covers all text that is not white space exactly once, in order, within the budget', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.string({ maxLength: 400 }), (parts, title) => {
        const document = build(parts);
        let at = 0;
        for (const passage of chunk(document, { title, countTokens })) {
          expect(document.text.slice(at, passage.start).trim()).toBe('');
          expect(passage.text).toBe(document.text.slice(passage.start, passage.end));
          expect(passage.text.trim()).toBe(passage.text);
          expect(passage.text).not.toBe('');
          expect(countTokens(`${passage.context}\n${passage.text}`)).toBeLessThanOrEqual(256);
          expect(passage.text.length).toBeLessThanOrEqual(4_000);
          at = passage.end;
        }
        expect(document.text.slice(at).trim()).toBe('');
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('never puts two sections into one passage, and names the headings in the context', () => {
    const document = build([
      { kind: 'heading', level: 1, text: 'Leave' },
      { kind: 'heading', level: 2, text: 'Annual leave' },
      { kind: 'paragraph', level: 1, text: 'You have 25 days.' },
      { kind: 'heading', level: 2, text: 'Sick leave' },
      { kind: 'paragraph', level: 1, text: 'Call before nine.' },
      { kind: 'paragraph', level: 1, text: 'Bring a note after three days.' },
    ]);
    const passages = chunk(document, { title: 'Handbook', countTokens });
    expect(passages.map((passage) => [passage.context, passage.heading, passage.text])).toEqual([
      ['Handbook › Leave › Annual leave', 'Annual leave', 'Leave\n\nAnnual leave\n\nYou have 25 days.'],
      ['Handbook › Leave › Sick leave', 'Sick leave', 'Sick leave\n\nCall before nine.\n\nBring a note after three days.'],
    ]);
  });

  it('repeats the header row of a long table in the context of its later parts', () => {
    const rows = [['Product', 'Price'], ...Array.from({ length: 200 }, (_, index) => [`Chair number ${index}`, `${index} euros`])];
    const passages = chunk(build([{ kind: 'table', rows, header: true }]), { title: 'Prices', countTokens });
    expect(passages.length).toBeGreaterThan(3);
    expect(passages[0]?.context).toBe('Prices');
    for (const passage of passages.slice(1)) {
      expect(passage.context).toBe('Prices › Product | Price');
      expect(passage.text).toMatch(/^Chair number \d+ \| \d+ euros/);
      expect(passage.text).toMatch(/euros$/);
    }
  });

  it('leaves no short rest: the last two passages of a section are equally full', () => {
    for (const count of [30, 33, 36, 45, 61, 64]) {
      const text = Array.from({ length: count }, (_, index) => `This is sentence number ${index} of a text.`).join(' ');
      const sizes = chunk(build([{ kind: 'paragraph', level: 1, text }]), { title: 'Long', countTokens }).map((passage) => passage.tokens);
      expect(sizes).toHaveLength(Math.ceil((count * 9) / 252));
      const [before = 0, last = 0] = sizes.slice(-2);
      expect(Math.abs(last - before)).toBeLessThan(12);
      for (const size of sizes.slice(0, -2)) expect(size).toBeGreaterThan(240);
    }
  });

  it('cuts long paragraphs at the ends of sentences', () => {
    const text = Array.from({ length: 80 }, (_, index) => `This is sentence number ${index} of a long text.`).join(' ');
    for (const passage of chunk(build([{ kind: 'paragraph', level: 1, text }]), { title: 'Long', countTokens })) {
      expect(passage.text).toMatch(/^This is .* text\.$/);
    }
  });

  it('C2: 5 MB without spaces take bounded time and give passages of bounded size', () => {
    const document = build([{ kind: 'paragraph', level: 1, text: 'x'.repeat(5_000_000) }]);
    const started = performance.now();
    const passages = chunk(document, { title: 'Wall', countTokens });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(passages.map((passage) => passage.text).join('').length).toBe(5_000_000);
    expect(Math.max(...passages.map((passage) => passage.text.length))).toBeLessThanOrEqual(4_000);
  });

  it('lets other work go on while it cuts a long document, and can be stopped', async () => {
    const document = build([{ kind: 'paragraph', level: 1, text: 'The quick brown fox jumps over the lazy dog. '.repeat(60_000) }]);
    let others = 0;
    const other = setInterval(() => (others += 1), 1);
    const passages = await chunkInSteps(document, { title: 'Long', countTokens });
    clearInterval(other);
    expect(others).toBeGreaterThan(3);
    expect(passages).toEqual(chunk(document, { title: 'Long', countTokens }));
    await expect(chunkInSteps(document, { title: 'Long', countTokens, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
