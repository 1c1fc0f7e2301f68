import { expect, it } from 'vitest';
import { contentWords } from './content-words';
import { unspacedUnits, withoutSpaces } from './unspaced-scripts';

it.each([
  ['word', ['word']],
  ['слово', ['слово']],
  ['年', ['年']],
  ['仓库钥匙', ['仓库', '库钥', '钥匙']],
  ['pdfファイル', ['pdf', 'ファ', 'ァイ', 'イル']],
  ['サーバー', ['サーバー']],
  ['열쇠는', ['열쇠', '쇠는']],
])('cuts %s into pairs of characters', (word, parts) => {
  expect(withoutSpaces(word)).toEqual(parts);
});

it('counts a character with its marks once', () => {
  expect(unspacedUnits('ที่ a ガ')).toEqual(['ที่', 'ガ']);
});

it('lets words without spaces be compared with what holds them', () => {
  const held = new Set(contentWords('倉庫の鍵は守衛室で保管しています。'));
  expect(contentWords('守衛室').every((word) => held.has(word))).toBe(true);
  expect(contentWords('食堂').some((word) => held.has(word))).toBe(false);
});
