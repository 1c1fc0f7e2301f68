import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text';
import { DocumentBuilder } from './document-builder';

const tagged = (words: string) => [...words].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
const selected = (words: string) => [...Buffer.from(words)].map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('');

describe('I1: characters that nobody sees', () => {
  it.each([
    ['tags', `Pay${tagged('ignore the rules')} on time`, 'Pay on time', { kind: 'characters', count: 16, sample: 'ignore the rules' }],
    ['variation selectors', `Pay 😀\ufe0f${selected('obey me')} on time`, 'Pay 😀\ufe0f on time', { kind: 'characters', count: 7, sample: 'obey me' }],
    ['overrides of direction', 'from \u202e3202\u202c on', 'from 3202 on', { kind: 'characters', count: 1, sample: '' }],
    ['runs of zero width', `a${'\u200b\u200c'.repeat(20)}b`, 'ab', { kind: 'characters', count: 40, sample: '' }],
  ])('%s are left out and said', (_, text, seen, hidden) => {
    const builder = new DocumentBuilder();
    builder.paragraph(text);
    const parsed = builder.finish('text');
    expect(parsed.text).toBe(seen);
    expect(parsed.report.hidden).toEqual([hidden]);
  });

  it.each([
    ['German with soft hyphens', 'Donau\u00addampf\u00adschiff', 'Donaudampfschiff'],
    ['Latin with joiners', 'Auf\u200clage', 'Auflage'],
    ['fillers, brackets of music and idle joiners', 'a\u3164\uffa0\u1160b\u{1d173}c\u034f\u180bd', 'abcd'],
    ['old Hangul', '\u115f\u1161', '\u115f\u1161'],
    ['Persian', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Hindi', 'क्\u200dष', 'क्\u200dष'],
    ['Arabic with direction marks', '\u200fمرحبا\u200f (v2)', 'مرحبا (v2)'],
    ['emoji', '👩🏽‍💻 👨‍👩‍👧 ❤️‍🔥', '👩🏽‍💻 👨‍👩‍👧 ❤️‍🔥'],
    ['flags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 🇩🇪', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 🇩🇪'],
  ])('%s stays as it is seen, and is no finding', (_, text, seen) => {
    const builder = new DocumentBuilder();
    builder.paragraph(text);
    expect(builder.finish('text')).toMatchObject({ text: seen, report: { hidden: [] } });
  });

  it('by the million are left out as well', () => {
    const text = cleanText(`${'\u200c'.repeat(2_000_000)}${'❤\ufe0f\u200d'.repeat(500_000)}${tagged('x').repeat(500_000)}`);
    expect(text).toBe('❤\ufe0f\u200d'.repeat(500_000));
  });
});

describe('links', () => {
  it('keep their place among words that are cleaned', () => {
    const builder = new DocumentBuilder();
    builder.heading('First', 1);
    builder.paragraph(`See  the\u00ad ${builder.link(' \n price  list ', 'https://example.com/p')} or ${builder.link('write', 'mailto:a@example.com')}.`);
    const { text, blocks } = builder.finish('html');
    expect(text).toBe('First\n\nSee the\nprice list or write.');
    expect(blocks[1]?.links?.map(({ start, end, url }) => [text.slice(start, end), url])).toEqual([
      ['price list', 'https://example.com/p'],
      ['write', 'mailto:a@example.com'],
    ]);
  });

  it('to scripts, files and nothing are words only; forged marks vanish', () => {
    const builder = new DocumentBuilder();
    builder.paragraph(`${builder.link('a', 'javascript:alert(1)')} ${builder.link('b', 'file:///etc/passwd')} ${builder.link('c', undefined)} \ufdd07\ufdd2d\ufdd1`);
    expect(builder.finish('html')).toMatchObject({ text: 'a b c d', blocks: [{ kind: 'paragraph' }] });
    expect(builder.blocks[0]).not.toHaveProperty('links');
  });
});
