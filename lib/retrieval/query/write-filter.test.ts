import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery } from './read-query';
import { dateFilter, filterValue, formatFilter, hasFilter, withoutFilters, writeDate, writeFilter } from './write-filter';

describe('controls beside the field', () => {
  it('write their choice into the words, in place of what stands there', () => {
    expect(writeFilter('annual leave', 'type', 'pdf')).toBe('annual leave type:pdf');
    expect(writeFilter('type:word annual leave', 'type', 'pdf')).toBe('annual leave type:pdf');
    expect(writeFilter('annual type:word leave type:csv', 'type', undefined)).toBe('annual leave');
    expect(writeFilter('leave', 'in', 'Travel rules')).toBe('leave in:"Travel rules"');
    expect(writeFilter('', 'in', 'HR')).toBe('in:HR');
    expect(writeFilter('"annual leave" in:x', 'in', undefined)).toBe('"annual leave"');
    expect(writeDate('leave after:2024 before:2025 on:2023', '2025-03-01')).toBe('leave after:2025-03-01');
    expect(withoutFilters('type:pdf "annual leave" in:"Travel rules" after:2024')).toBe('"annual leave"');
  });

  it('show what stands in the words', () => {
    expect(formatFilter('leave type:Word')).toBe('docx');
    expect(formatFilter('leave type:word,excel')).toBe('word,excel');
    expect(formatFilter('leave')).toBeUndefined();
    expect(filterValue('in:a leave in:"b c"', 'in')).toBe('a, b c');
    expect(dateFilter('after:2025-01 leave before:2025-03')).toBe('after:2025-01 before:2025-03');
    expect(dateFilter('leave')).toBeUndefined();
    expect([hasFilter('leave on:2024'), hasFilter('annual  "leave" at 10:30')]).toEqual([true, false]);
  });

  it('write so that the field is read as they meant it, whatever stands there', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '-', '.', ',', 'é', '(', '"', '“'), minLength: 1, maxLength: 20 }).filter((text) => /[aBé]/.test(text));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', ':', '"', 't', 'in:', 'type:pdf', '“'), maxLength: 30 }), name, (typed, value) => {
        const written = writeFilter(withoutFilters(typed), 'in', value);
        expect(readQuery(written).places.map((place) => place.replace(/\W/g, ''))).toContain(value.replace(/\W/g, ''));
      }),
    );
  });
});
