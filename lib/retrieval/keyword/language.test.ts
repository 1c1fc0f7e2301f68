import { expect, it } from 'vitest';
import { detectLanguage } from './language';

it.each([
  ['english', 'Each employee has thirty days of vacation, of which ten may be taken over into the next year.'],
  ['german', 'Die Kündigungsfrist beträgt drei Monate zum Ende eines Quartals.'],
  ['french', 'Les congés sont demandés au moins deux semaines avant leur début.'],
  ['russian', 'Отпуск согласуется с руководителем не позднее чем за две недели.'],
  // PostgreSQL has no stemmer for it.
  ['simple', 'Okres wypowiedzenia wynosi trzy miesiące ze skutkiem na koniec kwartału.'],
  ['simple', '年假申请必须至少提前两周提交。'],
  ['simple', '連絡先: support@example.com。サーバーは Microsoft Windows Server 2025 Datacenter Edition を使います。'],
  ['english', 'The product is called 年假 in Chinese, and each employee has thirty days of it a year.'],
  ['english', ''],
  ['english', 'XK-201 12.5 34 | XK-202 13.5 37'],
])('tells %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

it('reads past a beginning in another language', () => {
  const notice = 'This document is provided as it is, without warranty of any kind. ';
  expect(detectLanguage(notice.repeat(20) + 'Der Urlaub wird zwei Wochen vorher mit der Leitung abgesprochen. '.repeat(200))).toBe('german');
});
