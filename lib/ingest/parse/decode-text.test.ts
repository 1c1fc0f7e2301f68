import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text';

const languages = {
  german: 'Die Kündigungsfrist beträgt drei Monate zum Quartalsende. Größere Änderungen müssen schriftlich bestätigt werden.',
  french: 'Les salariés bénéficient de congés payés après une période d’essai de six mois, sauf accord préalable.',
  polish: 'Pracownikowi przysługuje prawo do corocznego, nieprzerwanego, płatnego urlopu wypoczynkowego. Wniosek składa się co najmniej dwa tygodnie wcześniej, a odpowiedź należy się w ciągu tygodnia.',
  russian: 'Работник имеет право на ежегодный оплачиваемый отпуск продолжительностью двадцать восемь календарных дней.',
  greek: 'Ο εργαζόμενος δικαιούται ετήσια άδεια με αποδοχές είκοσι πέντε εργάσιμων ημερών κάθε χρόνο.',
  japanese: '従業員は毎年二十五日の有給休暇を取得することができます。申請は少なくとも二週間前に行ってください。',
  chinese: '员工每年享有二十五天的带薪年假。请至少提前两周提出申请，并获得主管的批准。',
  taiwanese: '員工每年享有二十五天的帶薪年假。請至少提前兩週提出申請，並獲得主管的批准。',
  korean: '직원은 매년 이십오 일의 유급 휴가를 사용할 수 있습니다. 최소 이 주 전에 신청해 주십시오.',
};

describe('C2: text in any encoding', () => {
  it.each([
    ['german', 'windows-1252'],
    ['french', 'windows-1252'],
    ['polish', 'windows-1250'],
    ['polish', 'iso-8859-2'],
    ['russian', 'windows-1251'],
    ['russian', 'koi8-r'],
    ['greek', 'windows-1253'],
    ['japanese', 'shift_jis'],
    ['japanese', 'euc-jp'],
    ['japanese', 'iso-2022-jp'],
    ['chinese', 'gb18030'],
    ['taiwanese', 'big5'],
    ['korean', 'euc-kr'],
  ] as const)('%s in %s', (language, encoding) => {
    const bytes = encoding === 'iso-2022-jp' ? iso2022(languages.japanese) : iconv.encode(languages[language], encoding);
    expect(decodeText(bytes).text).toBe(languages[language]);
  });

  it.each(Object.entries(languages))('%s in UTF-8, UTF-16 with and without a mark, and UTF-32', (_, text) => {
    expect(decodeText(Buffer.from(text))).toEqual({ text, encoding: 'utf-8' });
    expect(decodeText(iconv.encode(text, 'utf-32le', { addBOM: true }))).toEqual({ text, encoding: 'utf-32' });
    for (const encoding of ['utf-16le', 'utf-16be']) expect(decodeText(iconv.encode(text, encoding, { addBOM: true }))).toEqual({ text, encoding: 'utf-16' });
  });

  it.each(['german', 'russian', 'greek', 'korean'] as const)('%s in UTF-16 without a mark', (language) => {
    const text = languages[language];
    for (const encoding of ['utf-16le', 'utf-16be']) expect(decodeText(iconv.encode(text, encoding, { addBOM: false }))).toEqual({ text, encoding: 'utf-16' });
  });

  it('what a page says of itself counts, unless it is not true', () => {
    const page = (charset: string) => `<html><meta charset="${charset}"><p>Grüße</p>`;
    expect(decodeText(Buffer.from(page('iso-8859-15').replace('ü', 'ü'), 'latin1')).text).toContain('Grüße');
    expect(decodeText(iconv.encode('<?xml version="1.0" encoding="windows-1251"?><p>Да</p>', 'windows-1251')).text).toContain('Да');
    expect(decodeText(Buffer.from(page('shift_jis'))).text).toContain('Grüße');
    expect(decodeText(Buffer.from(page('nonsense'), 'latin1')).text).toContain('Grüße');
  });

  it('a few western letters stay western', () => {
    for (const words of ['Café über alles', 'naïve résumé', 'Señor Muñoz', 'Zürich, Malmö, Århus']) expect(decodeText(Buffer.from(words, 'latin1')).text).toBe(words);
  });
});

/** ISO-2022-JP of a text without Latin letters: the bytes of EUC-JP without their high bits, between two shifts. */
function iso2022(text: string): Buffer {
  const shifted = iconv.encode(text, 'euc-jp').map((byte) => byte & 0x7f);
  return Buffer.concat([Buffer.from('\u001b$B', 'latin1'), shifted, Buffer.from('\u001b(B', 'latin1')]);
}
