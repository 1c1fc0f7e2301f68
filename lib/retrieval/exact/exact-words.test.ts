import { describe, expect, it } from 'vitest';
import { exactWords } from './exact-words';

const words = (text: string) => exactWords(text).map(({ word }) => word);

describe('exactWords', () => {
  it.each([
    ['What is your cancellation policy?', ['what', 'is', 'your', 'cancellation', 'policy']],
    ['ISO-27001, v2.5 (draft)', ['iso', '27001', 'v2', '5', 'draft']],
    ['Straße, CAFÉ, ﬁnal, Ｆｕｌｌ', ['strasse', 'cafe', 'final', 'full']],
    ['年次休暇の方針 policy', ['年', '次', '休', '暇', 'の', '方', '針', 'policy']],
    ['창고 열쇠는', ['창', '고', '열', '쇠', '는']],
    ['สิ่งที่', ['สิ่', 'ง', 'ที่']],
    ['سياسة الإلغاء 😀', ['سياسه', 'الالغاء']],
    ['?! … \n', []],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('writes letters with and without separate accents alike', () => {
    expect(words('cafe\u0301')).toEqual(words('café'));
    expect(words('हिन्दी')).toEqual(['हिन्दी']);
  });

  it.each([
    ['Œuvre, Łódź, Smørrebrød, Þór', 'oeuvre lodz smorrebrod thor'],
    ['IŞIKLAR İzmir', 'ışıklar izmir'],
    ['تُحفظ الاجازة مستشفى', 'تحفظ الإجازة مستشفي'],
    ['שָׁלוֹם', 'שלום'],
    ['ｻｰﾊﾞｰ', 'サーバー'],
    ['ΑΠΟΘΗΚΗΣ', 'αποθήκης'],
  ])('writes alike what people type in several ways: %s', (one, other) => {
    expect(words(one)).toEqual(words(other));
  });

  it('says where each word stands', () => {
    const text = 'A “Café-Bar”.';
    expect(exactWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(['A', 'Café', 'Bar']);
  });
});
