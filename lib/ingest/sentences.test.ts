import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences';

const sentences = (text: string) => sentencesOf(text, 0).map((span) => text.slice(span.start, span.end));

describe('sentencesOf', () => {
  it.each([
    ['Ask Dr. Miller about it. She knows the rules.', ['Ask Dr. Miller about it.', 'She knows the rules.']],
    ['See No. 5 of the list. It costs 3.50 euros today.', ['See No. 5 of the list.', 'It costs 3.50 euros today.']],
    ['We ship to the U.S. and Canada. Other places cost more.', ['We ship to the U.S. and Canada.', 'Other places cost more.']],
    ['Use a VPN, e.g. ours, on the road. Never use open networks.', ['Use a VPN, e.g. ours, on the road.', 'Never use open networks.']],
    ['Is it paid? Yes. You get the full wage.', ['Is it paid? Yes.', 'You get the full wage.']],
    ['1. Open the door slowly. 2. Close the door again.', ['1. Open the door slowly.', '2. Close the door again.']],
    ['年假申请必须至少提前两周提交。试用期为三个月。仓库钥匙由保安保管。', ['年假申请必须至少提前两周提交。', '试用期为三个月。', '仓库钥匙由保安保管。']],
    ['倉庫の鍵は守衛室で保管しています。はい。残業には承認が必要です。', ['倉庫の鍵は守衛室で保管しています。はい。', '残業には承認が必要です。']],
    ['It opens at 9 a.m. on Mondays. On Sundays it is closed.', ['It opens at 9 a.m. on Mondays.', 'On Sundays it is closed.']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('leaves out lone short headings, and keeps short items with the words that announce them', () => {
    expect(sentences('Annual leave\n\nYou have 25 days each year.\n\nYou receive on your first day:\n\nLaptop\n\nPhone')).toEqual([
      'You have 25 days each year.',
      'You receive on your first day:\n\nLaptop\n\nPhone',
    ]);
  });

  it('keeps short lines of a block among themselves', () => {
    expect(sentences('Feed it at dusk.\n\nMonth | Worms\nMay | 31\nJune | 20\n\nRegards\nJane')).toEqual(['Feed it at dusk.', 'Month | Worms', 'May | 31', 'June | 20']);
    expect(sentences('The crate weighs 41 kilograms.\n\nRegards\nJane Doe')).toEqual(['The crate weighs 41 kilograms.', 'Regards\nJane Doe']);
  });

  it('takes the lines of a table one by one', () => {
    expect(sentences('Grade | Days | Extra\nJunior | 25 | none\nSenior | 28 | two days')).toHaveLength(3);
  });

  it('gives one span for text of one word, none for none', () => {
    expect(sentences('Hello')).toEqual(['Hello']);
    expect(sentences(' \n ')).toEqual([]);
  });

  it('gives ordered spans that never overlap and never begin or end with white space', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'Dr.', 'No.', '5', 'word', 'Word', '.', '!', '\n', '\n\n', ' ', '|', '1.', 'U.S.', ':', '😀'), { maxLength: 80 }), (parts) => {
        const text = parts.join(' ');
        let at = 0;
        for (const span of sentencesOf(text, 0)) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(text.slice(span.start, span.end)).toBe(text.slice(span.start, span.end).trim());
          expect(span.end).toBeGreaterThan(span.start);
          at = span.end;
        }
      }),
    );
  });

  it('shifts spans by the start', () => {
    expect(sentencesOf('One two three.', 100)).toEqual([{ start: 100, end: 114 }]);
  });
});
