import { describe, expect, it } from 'vitest';
import { linksOf, outline, parse } from './test-outline';

describe('RTF', () => {
  it('keeps headings, lists, tables, links and footnotes; leaves out headers, comments and deleted text', async () => {
    const parsed = await parse(
      String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset128 MS Mincho;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}
{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\*\cs10 Default;}}{\info{\title From the metadata}{\author Jane}}
{\header A header\par}
\pard\s1 Leave policy\par
\pard You have 25\~days\'97half\line of them{\footnote\pard Public holidays {\b come} on top.} in summer {\deleted not }{\*\annotation a comment}{\field{\*\fldinst{HYPERLINK "https://example.com/hr"}}{\fldrslt{\ul see here}}}.\par
\pard{\listtext\'b7\tab}\ls1\ilvl0 one\par{\listtext\'b7\tab}\ls1\ilvl1 inner\par
\trowd\cellx1000\cellx2000\pard\intbl Grade\cell Days\cell\row\trowd\cellx1000\cellx2000\pard\intbl Junior\cell 25\cell\row
\pard\s2 Words\par
\pard\u1055?\u1086?\u1083?\u1077? {\f1\'93\'fa\'96\'7b} {\pict\pngblip\bin5 {\}x}}\par}`,
      'rtf',
    );
    expect(outline(parsed)).toEqual([
      'heading1: Leave policy',
      'paragraph: You have 25 days—half\nof them in summer see here.',
      'list-item: one',
      'list-item: inner',
      'table: Grade | Days\nJunior | 25',
      'heading2: Words',
      'paragraph: Поле 日本',
      'list-item: Public holidays come on top.',
    ]);
    expect(parsed.blocks[3]).toMatchObject({ depth: 1 });
    expect(linksOf(parsed)).toEqual([['see here', 'https://example.com/hr']]);
    expect(parsed.report).toMatchObject({ imagesSkipped: 1, hidden: [] });
    expect(parsed.title).toBe('Leave policy');
  });

  it('keeps the numbers of headings, clauses and steps, and says that comments are left out', async () => {
    const parsed = await parse(
      String.raw`{\rtf1{\stylesheet{\s1\outlinelevel0 heading 1;}}\pard\s1{\listtext 2.\tab}Duties\par\pard{\listtext 2.1\tab}\ls1\ilvl1 to pay\par{\listtext b)\tab}\ls1\ilvl1 to wait\par{\pntext o\tab}\ls2 round{\*\annotation why}\par}`,
      'rtf',
    );
    expect(outline(parsed)).toEqual(['heading1: 2. Duties', 'list-item: 2.1 to pay', 'list-item: to wait', 'list-item: round']);
    expect(parsed.blocks.slice(1)).toMatchObject([{ ordered: true, number: '' }, { ordered: true, number: 'b)' }, { ordered: false }]);
    expect(parsed.report.losses).toEqual(['One comment beside the text was not read.']);
  });

  it('I1: leaves out hidden, white and tiny words, and says so; white on black is seen', async () => {
    const parsed = await parse(String.raw`{\rtf1{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}Seen {\v vanished}{\cf1 white}{\fs2 tiny}{\cf1\chcbpat2 on black}\par}`, 'rtf');
    expect(parsed.text).toBe('Seen on black');
    expect(parsed.report.hidden).toEqual([
      { kind: 'marked', count: 1, sample: 'vanished' },
      { kind: 'colour', count: 1, sample: 'white' },
      { kind: 'tiny', count: 1, sample: 'tiny' },
    ]);
  });

  it('C3: reads what nobody writes: groups without end, numbers without sense, a file that breaks off', async () => {
    await expect(parse(`{\\rtf1 ${'{'.repeat(60_000)}x`, 'rtf')).rejects.toThrow('nested too deep');
    expect((await parse(String.raw`{\rtf1 a\u99999999? b\bin99999999 c`, 'rtf')).text).toMatch(/^a.* b$/);
    expect((await parse('{\\rtf1 only half {of it', 'rtf')).text).toBe('only half of it');
  });
});
