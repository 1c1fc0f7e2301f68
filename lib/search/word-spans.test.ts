import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordSpans } from './word-spans';

const marked = (text: string, query: string) => wordSpans(text, query).map((span) => text.slice(span.start, span.end));

describe('wordSpans', () => {
  it('marks the words of the query in all their forms, whole', () => {
    expect(marked('Travel policies differ; whoever travels follows the policy of 2026.', 'What is our travel policy for 2026?')).toEqual(['Travel', 'policies', 'travels', 'policy', '2026']);
  });

  it('leaves the small words of the query and parts of other words alone', () => {
    expect(marked('The cat is in the category of art.', 'is the cat in')).toEqual(['cat']);
  });

  it('marks parts of what is written without spaces', () => {
    expect(marked('仓库钥匙由保安保管。', '仓库钥匙在哪里')).toEqual(['仓库钥匙']);
    expect(marked('創庫の鍵は、PDFファイルに', '鍵 pdf ファイル')).toEqual(['鍵', 'PDFファイル']);
    expect(marked('창고 열쇠는 경비실에서', '열쇠')).toEqual(['열쇠']);
  });

  it('gives spans in order that lie within the text, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, query) => {
        let at = 0;
        for (const span of wordSpans(text, query)) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(span.end).toBeGreaterThan(span.start);
          at = span.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
