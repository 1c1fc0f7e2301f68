import { describe, expect, it } from 'vitest';
import { linksOf, outline, parse } from './test-outline';

describe('text', () => {
  it('finds paragraphs, lists and headings; hard-wrapped prose flows again', async () => {
    const parsed = await parse(
      'HANDBOOK\n========\n\nThis is a paragraph that somebody wrapped by hand\nat about fifty characters, as people do in\nplain text.\n\nJane Doe\n1 Main Street\n\n- first\n- second, which\n  goes on\n\n1. one\n2. two\n\nOPENING HOURS\n\nAlways.',
      'text',
    );
    expect(outline(parsed)).toEqual([
      'heading1: HANDBOOK',
      'paragraph: This is a paragraph that somebody wrapped by hand at about fifty characters, as people do in plain text.',
      'paragraph: Jane Doe\n1 Main Street',
      'list-item: first',
      'list-item: second, which goes on',
      'list-item: one',
      'list-item: two',
      'heading2: OPENING HOURS',
      'paragraph: Always.',
    ]);
    expect(parsed.blocks.filter((block) => block.kind === 'list-item').map((block) => [block.ordered, block.number])).toEqual([[false, undefined], [false, undefined], [true, '1.'], [true, '2.']]);
    expect(parsed.title).toBe('HANDBOOK');
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffCafé über alles')],
    ['UTF-16, little end first', Buffer.from('\ufeffCafé über alles', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffCafé über alles', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('Café über alles', 'latin1')],
    ['decomposed letters', Buffer.from('Cafe\u0301 u\u0308ber alles')],
  ])('C2: %s gives the same text', async (_, content) => {
    expect((await parse(content, 'text')).text).toBe('Café über alles');
  });

  it('C2: NUL, control, tag, zero-width and bidi characters are gone; joiners and emoji stay', async () => {
    const parsed = await parse('a\0b\u0007c\u{e0041}d\u200be\u202ef\u2066g\ufeffh\u00adi 👩‍💻 \ud800', 'text');
    expect(parsed.text).toBe('abcdefghi 👩‍💻 \ufffd');
  });

  it('C2: 5 MB without spaces and 20 MB on one line take bounded time', async () => {
    const started = performance.now();
    expect((await parse('x'.repeat(5_000_000), 'text')).text).toHaveLength(5_000_000);
    expect((await parse('some words '.repeat(2_000_000), 'text')).text).toHaveLength(21_999_999);
    expect((await parse('[x'.repeat(2_500_000), 'markdown')).text).toHaveLength(5_000_000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('Markdown', () => {
  it('keeps the structure and drops the marks', async () => {
    const parsed = await parse(
      '---\ntitle: The guide\n---\n# Security *guide*\n\nUse a [manager](https://example.com) and `14` characters.\nSoft break.  \nHard break.\n\n- one\n  - inner\n- two\n\n1. step\n\n> quoted\n\n| A | B |\n|---|---|\n| 1 | **2** |\n\n```js\nconst x = 1;\n```\n\n![A chart](x.png)\n\n<div>raw <b>html</b><script>alert(1)</script></div>\n',
      'markdown',
    );
    expect(outline(parsed)).toEqual([
      'heading1: Security guide',
      'paragraph: Use a manager and 14 characters. Soft break.\nHard break.',
      'list-item: one',
      'list-item: inner',
      'list-item: two',
      'list-item: step',
      'paragraph: quoted',
      'table: A | B\n1 | 2',
      'code: const x = 1;',
      'paragraph: A chart',
      'paragraph: raw html',
    ]);
    expect(parsed.title).toBe('The guide');
    expect(parsed.report).toMatchObject({ tables: 1, imagesSkipped: 1 });
    expect(parsed.text.includes('\n\nUse a manager')).toBe(true);
  });

  it('keeps the numbers of steps with something between them', async () => {
    const parsed = await parse('3. open\n\n   ```\n   code\n   ```\n4. close\n\nThen:\n\n5. leave\n- and\n', 'markdown');
    expect(parsed.blocks.flatMap((block) => (block.kind === 'list-item' ? [block.number] : []))).toEqual(['3.', '4.', '5.', undefined]);
  });

  it('keeps links by reference', async () => {
    const parsed = await parse('See [the rules][r], [r] and [none][x].\n\n> [R]: https://example.org/rules "Rules"\n', 'markdown');
    expect(parsed.text).toBe('See the rules, r and [none][x].');
    expect(linksOf(parsed)).toEqual([['the rules', 'https://example.org/rules'], ['r', 'https://example.org/rules']]);
  });

  it('survives nesting that nobody writes', async () => {
    const parsed = await parse(`${'> '.repeat(20_000)}deep\n\n${'['.repeat(19_000)}\n\n${'<div>'.repeat(3_000)}end`, 'markdown');
    expect(parsed.text).toContain('deep');
    expect(parsed.text).toContain('end');
  });
});

describe('HTML', () => {
  it('takes the main content as it is seen', async () => {
    const parsed = await parse(
      `<!doctype html><html><head><title>Page</title><style>p{}</style></head><body><nav>Menu</nav><main>
      <h1>Help &amp; support</h1><p>First <b>bold</b> words.<br>Next line.</p><div>Loose text <p>and a paragraph</p> and more</div>
      <ul><li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ul>
      <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td colspan="2">2</td></tr></table>
      <pre>code\n  here</pre><img alt="A chart" src="http://example.com/x.png">
      <p hidden>no</p><p style="display: none">no</p><div style="color:red;DISPLAY:NONE !important">no</div><span aria-hidden="true">no</span>
      <script>no()</script><noscript>no</noscript><template>no</template></main><footer>Imprint</footer></body></html>`,
      'html',
    );
    expect(outline(parsed)).toEqual([
      'heading1: Help & support',
      'paragraph: First bold words.\nNext line.',
      'paragraph: Loose text',
      'paragraph: and a paragraph',
      'paragraph: and more',
      'list-item: one',
      'list-item: inner',
      'list-item: two',
      'table: A | B\n1 | 2',
      'code: code\n  here',
      'paragraph: A chart',
    ]);
    expect(parsed.title).toBe('Help & support');
    expect(parsed.report.imagesSkipped).toBe(1);
  });

  it('keeps cells under their header where one goes on over several rows or columns', async () => {
    const parsed = await parse(
      `<table><tr><th>Region</th><th>Plan</th><th>Fee</th></tr><tr><td rowspan="2"> North </td><td>Basic</td><td>10</td></tr><tr><td>Full</td><td rowspan=2>20</td></tr>
      <tr><td colspan="2">South</td></tr><tr><td rowspan="2">${'long '.repeat(30)}</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>`,
      'html',
    );
    expect(parsed.text.split('\n')).toEqual(['Region | Plan | Fee', 'North | Basic | 10', 'North | Full | 20', 'South |  | 20', `${'long '.repeat(30).trim()} | a | b`, '| c | d']);
  });

  it('takes one cell over all columns for the title of its table', async () => {
    const parsed = await parse('<table><tr><th colspan="2">Fees of 2026</th></tr><tr><th>Plan</th><th>Fee</th></tr><tr><td>Basic</td><td>10</td></tr></table>', 'html');
    expect(outline(parsed)).toEqual(['caption: Fees of 2026', 'table: Plan | Fee\nBasic | 10']);
  });

  it('counts lists as their page does', async () => {
    const parsed = await parse('<ol start="4"><li>a</li><li>b<ol type="i"><li>c</li></ol></li><li value="9">d</li></ol><ul><li>e</li></ul>', 'html');
    expect(parsed.blocks.map((block) => block.kind === 'list-item' && [block.depth, block.number])).toEqual([[0, '4.'], [0, '5.'], [1, 'i.'], [0, '9.'], [0, undefined]]);
  });

  it('reads formulas, and keeps powers apart from what they stand at', async () => {
    const parsed = await parse(
      `<p>About 10<sup>6</sup> m<sup>2</sup> in the 1<sup>st</sup> year<sup>3</sup>.</p>
      <p>It is <math><mi>x</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mn>2</mn></mrow><msup><mi>b</mi><mn>2</mn></msup></mfrac><annotation encoding="application/x-tex">no</annotation></math> here.</p>
      <p><math alttext="E = mc^2"><mi>E</mi></math></p>`,
      'html',
    );
    expect(parsed.text.split('\n\n')).toEqual(['About 10^6 m2 in the 1st year3.', 'It is x=(a+2)/(b^2) here.', 'E = mc^2']);
  });

  it('reads elements nested deeper than a call stack', async () => {
    expect((await parse(`<html>${'<div>'.repeat(100_000)}hello`, 'html')).text).toBe('hello');
  });
});

describe('CSV', () => {
  it.each([
    ['commas', 'Name,Days\n"Doe, Jane",25\nRoe,30\n'],
    ['semicolons', 'Name;Days\nDoe, Jane;25\nRoe;30\n'],
    ['tabs', 'Name\tDays\nDoe, Jane\t25\nRoe\t30\n'],
  ])('%s', async (_, content) => {
    const parsed = await parse(content, 'csv');
    expect(outline(parsed)).toEqual(['table: Name | Days\nDoe, Jane | 25\nRoe | 30']);
    expect(parsed.blocks[0]).toMatchObject({ header: true, firstRow: 1 });
  });

  it('keeps row numbers where rows are empty, and reads on where quotation marks do not match', async () => {
    const parsed = await parse('a,b\n1,2\n,\nc,d\n"open,3\n', 'csv');
    const tables = parsed.blocks.filter((block) => block.kind === 'table');
    expect(tables.map((table) => table.firstRow)).toEqual([1, 4]);
    expect(parsed.text).toContain('open');
    expect(parsed.report.notes).toHaveLength(1);
  });
});

it('every block is separated by a blank line and starts and ends with a character that can be seen', async () => {
  const parsed = await parse('# A\n\ntext\n\n- x\n- y\n\n| a | b |\n|--|--|\n| | 2 |\n', 'markdown');
  let end = 0;
  for (const block of parsed.blocks) {
    expect(parsed.text.slice(end, block.start)).toBe(end === 0 ? '' : '\n\n');
    end = block.end;
  }
  expect(parsed.text.length).toBe(end);
  expect(parsed.report.characters).toBe(end);
});
