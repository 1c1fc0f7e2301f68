import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery } from './read-query';
import { splitQuery } from './split-query';

describe('readQuery', () => {
  it.each([
    ['annual leave', 'annual leave', []],
    ['"grace period" for invoices', 'grace period for invoices', ['grace period']],
    ['What is “net 30” and « délai de grâce » and „gute Frage“?', 'What is net 30 and délai de grâce and gute Frage?', ['net 30', 'délai de grâce', 'gute Frage']],
    ['他说的“年假”是什么', '他说的年假是什么', ['年假']],
    ['「倉庫の鍵」はどこ', '倉庫の鍵はどこ', ['倉庫の鍵']],
    ['27"モニター と 24"', '27"モニター と 24"', []],
    ['("FN-2214")', '(FN-2214)', ['FN-2214']],
    ['a 27" monitor and a 24" stand', 'a 27" monitor and a 24" stand', []],
    ['an "open quote', 'an "open quote', []],
    ['empty "" and "?!"', 'empty "" and "?!"', []],
    ['don\'t say "it\'s fine"', 'don\'t say it\'s fine', ["it's fine"]],
  ])('reads phrases: %s', (typed, text, phrases) => {
    expect(readQuery(typed)).toEqual({ text, phrases, filters: {}, places: [], notices: [] });
  });

  it.each([
    ['leave type:pdf', { formats: ['pdf'] }],
    ['leave TYPE:Word', { formats: ['docx'] }],
    ['leave type:excel,powerpoint type:md', { formats: ['xlsx', 'pptx', 'markdown'] }],
    ['leave type:PDFs, please', { formats: ['pdf'] }],
    ['leave after:2025-01', { createdFrom: '2025-01-01' }],
    ['leave before:2025-02-03.', { createdBefore: '2025-02-03' }],
    ['leave on:2024', { createdFrom: '2024-01-01', createdBefore: '2025-01-01' }],
    ['leave on:2024/2', { createdFrom: '2024-02-01', createdBefore: '2024-03-01' }],
    ['leave on:2024-12-31', { createdFrom: '2024-12-31', createdBefore: '2025-01-01' }],
    ['leave after:2023 after:2025 before:2027 before:2026', { createdFrom: '2025-01-01', createdBefore: '2026-01-01' }],
  ])('reads filters: %s', (typed, filters) => {
    const read = readQuery(typed);
    expect(read).toMatchObject({ filters, phrases: [], notices: [] });
    expect(read.text).toMatch(/^leave/);
    expect(read.text).not.toContain(':');
  });

  it('reads places, quoted or not', () => {
    expect(readQuery('in:handbook visas in:"Travel rules" in:“IT”')).toEqual({
      text: 'visas', phrases: [], filters: {}, places: ['handbook', 'Travel rules', 'IT'], notices: [],
    });
  });

  it.each(['see http://example.com/type:pdf', 'std::vector', 'note: see below', 'type: pdf', 'in: the', 'mytype:pdf', 'in:', 'on:', 'before::x', 'https://in:80/', '10:30', 'a/in:b'])(
    'leaves alone what only looks like a filter: %s',
    (typed) => {
      expect(readQuery(typed)).toEqual({ text: typed, phrases: [], filters: {}, places: [], notices: [] });
    },
  );

  it('keeps an unknown value among the words and says so', () => {
    const read = readQuery('leave type:pfd type:string after:lunch on:2025-02-30');
    expect(read).toMatchObject({ text: 'leave type:pfd type:string after:lunch on:2025-02-30', filters: {} });
    expect(read.notices).toEqual([
      { code: 'filter:type', message: 'No kind of file is called “pfd”. Did you mean type:pdf? No kind of file is called “string”. Known are pdf, word, powerpoint, excel, html, markdown, text and csv.' },
      { code: 'filter:after', message: '“lunch” after after: is not a date. Write a date as 2025, 2025-01 or 2025-01-31.' },
      { code: 'filter:on', message: '“2025-02-30” after on: is not a date. Write a date as 2025, 2025-01 or 2025-01-31.' },
    ]);
  });

  it('takes a filter that is understood in part', () => {
    const read = readQuery('leave type:pdf,floppy');
    expect(read).toMatchObject({ text: 'leave', filters: { formats: ['pdf'] } });
    expect(read.notices).toHaveLength(1);
  });
});

describe('any text', () => {
  it('keeps words apart that only quotation marks separate', () => {
    expect(readQuery('«notice»«period»').text).toBe('notice period');
    expect(readQuery('the "notice", please').text).toBe('the notice, please');
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom('type:', 'in:', 'after:', '"', '“', '”', '«', '»', '„', ' ', 'pdf', '2025-', ',', ':', '(', '\0', '\ud800', '🎉', 'العربية', "'; DROP TABLE", '(a+)+$', 'the'), { maxLength: 60 }).map((parts) => parts.join('')),
  );

  it('is split into pieces that make up the whole', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        expect(splitQuery(typed).map((piece) => typed.slice(piece.start, piece.end)).join('')).toBe(typed);
      }),
    );
  });

  it('loses no word that is not part of a filter that was understood', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const read = readQuery(typed);
        const kept = splitQuery(typed).filter((piece) => piece.kind !== 'filter');
        const words = kept.flatMap((piece) => typed.slice(piece.start, piece.end).match(/[\p{L}\p{N}]+/gu) ?? []);
        const found = new Map<string, number>();
        for (const word of read.text.match(/[\p{L}\p{N}]+/gu) ?? []) found.set(word, (found.get(word) ?? 0) + 1);
        for (const word of words) {
          expect(found.get(word) ?? 0).toBeGreaterThan(0);
          found.set(word, (found.get(word) ?? 0) - 1);
        }
        expect(read.phrases.length).toBeLessThanOrEqual(10);
      }),
    );
  });

  // Quadratic work on these would take minutes and run into the limit of the test runner.
  it.each(['"', '“', '«', '„a ', ' "a', 'type:', ' type:x', ' in:a', ' after:2025-', ' in:"', 'a:', '(', 'word ', '🎉', '،', ' "\ud800'])('takes 200,000 characters of %j in linear time', (unit) => {
    const typed = unit.repeat(Math.ceil(200_000 / unit.length));
    const read = readQuery(typed);
    expect(read.text.length).toBeLessThanOrEqual(typed.length);
    expect(read.phrases.length).toBeLessThanOrEqual(10);
    expect(read.notices.every((notice) => notice.message.length < 2_000)).toBe(true);
  });
});
