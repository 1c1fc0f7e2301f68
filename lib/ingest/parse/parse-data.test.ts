import { describe, expect, it } from 'vitest';
import { outline, parse } from './test-outline';

describe('JSON', () => {
  it('reads names as headings, lists of records as tables and the rest as lines', async () => {
    const parsed = await parse(
      JSON.stringify({
        title: 'Price list',
        valid: true,
        tags: ['desk', 'chair'],
        contact: { name: 'Doe', phones: { office: '12', home: null } },
        prices: [{ article: 'Chair', price: 289.5 }, { article: 'Lamp', price: 119, note: 'new' }],
        teams: [{ name: 'Sales', people: [{ name: 'Roe', room: 1 }, { name: 'Poe', room: 2 }] }, { people: [] }],
        'long list': Array.from({ length: 60 }, (_, index) => `item ${index}`),
      }),
      'json',
    );
    expect(outline(parsed).slice(0, 13)).toEqual([
      'paragraph: title: Price list\nvalid: true\ntags: desk, chair',
      'heading2: contact',
      'paragraph: name: Doe',
      'heading3: phones',
      'paragraph: office: 12',
      'heading2: prices',
      'table: article | price | note\nChair | 289.5\nLamp | 119 | new',
      'heading2: teams',
      'heading3: Sales',
      'paragraph: name: Sales',
      'heading4: people',
      'table: name | room\nRoe | 1\nPoe | 2',
      'heading3: 2',
    ]);
    expect(parsed.blocks.at(-1)).toMatchObject({ kind: 'list-item' });
    expect(parsed.text).toContain('item 59');
  });

  it('reads one value per line, and says which lines it could not', async () => {
    const parsed = await parse('{"q":"How long?","a":"25 days"}\n{"q":"Who?","a":"All"}\nbroken\n', 'json');
    expect(outline(parsed)).toEqual(['table: q | a\nHow long? | 25 days\nWho? | All']);
    expect(parsed.report.notes).toEqual(['1 line was not valid JSON and was not read.']);
  });

  it('C2: reads what is no JSON as text, and nesting that nobody writes', async () => {
    const broken = await parse('{ "a": 1, // why\n "b": words }', 'json');
    expect(broken.text).toContain('words');
    expect(broken.report.notes).toEqual(['This file is not valid JSON; it was read as plain text.']);
    const deep = await parse(`${'{"a":'.repeat(5_000)}"end"${'}'.repeat(5_000)}`.replace('"end"', '1').replace('{"a":', '{"first":"seen","a":'), 'json');
    expect(deep.text).toContain('first: seen');
    expect(deep.report.notes).toEqual(['What lies deeper than 100 levels was not read.']);
  });
});

describe('YAML', () => {
  it('keeps comments, names and lists; several documents in one file', async () => {
    const parsed = await parse(
      '# How the service is run\nservice:\n  port: 8080 # behind the proxy\n  # Where mail goes\n  mail: &mail help@example.com\n  copy: *mail\nsteps:\n  - stop\n  - start\n---\nusers:\n- {name: Doe, room: 1}\n- {name: Roe, room: 2}\nsince: 2026-01-02\n',
      'yaml',
    );
    expect(outline(parsed)).toEqual([
      'paragraph: How the service is run',
      'heading2: service',
      'paragraph: behind the proxy',
      'paragraph: port: 8080',
      'paragraph: Where mail goes',
      'paragraph: mail: help@example.com\ncopy: help@example.com',
      'paragraph: steps: stop, start',
      'heading2: users',
      'table: name | room\nDoe | 1\nRoe | 2',
      'paragraph: since: 2026-01-02',
    ]);
  });

  it('C4: a billion laughs are read as the text that they are', async () => {
    const laughs = `a0: &a0 [ha, ha]\n${Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`).join('\n')}`;
    const parsed = await parse(laughs, 'yaml');
    expect(parsed.text.length).toBeLessThan(5_000);
    expect(parsed.report.notes).toEqual(['This file is not valid YAML; it was read as plain text.']);
    const circle = await parse('a: &a\n  b: *a\n', 'yaml');
    expect(circle.report.notes).toHaveLength(1);
  });
});

describe('TOML', () => {
  it('reads tables as headings', async () => {
    const parsed = await parse('# settings\ntitle = "Site"\n[owner]\nname = "Doe"\n[[products]]\nname = "Chair"\nprice = 1\n[[products]]\nname = "Lamp"\nprice = 2\n', 'toml');
    expect(outline(parsed)).toEqual(['paragraph: title: Site', 'heading2: owner', 'paragraph: name: Doe', 'heading2: products', 'table: name | price\nChair | 1\nLamp | 2']);
    expect(parsed.report.notes).toEqual(['Comments in this file were not read.']);
  });
});

describe('Markdown front matter', () => {
  it('gives the title and what people may look for, but not how the site is built', async () => {
    const parsed = await parse('---\ntitle: "Leave: the policy"\ntags: [leave, hr]\nauthor:\n  - name: Doe\ndate: 2026-01-02\nlayout: page\nsidebar_position: 3\n---\n# Body\n\nWords.', 'markdown');
    expect(outline(parsed)).toEqual(['paragraph: Tags: leave, hr\nAuthor: Doe\nDate: 2026-01-02', 'heading1: Body', 'paragraph: Words.']);
    expect(parsed.title).toBe('Leave: the policy');
  });

  it('is read from TOML, and line by line where it is not quite YAML', async () => {
    expect((await parse('+++\ntitle = "Guide"\ntags = ["a"]\n+++\nWords.', 'markdown')).title).toBe('Guide');
    expect((await parse('---\ntitle: Leave: the policy\ntags: x\n---\nWords.', 'markdown')).title).toBe('Leave: the policy');
    expect((await parse('---\n\nA rule and words\n\n---\n\nmore', 'markdown')).text).toContain('A rule and words');
  });

  it('MDX: statements and comments go, words in components stay, code stays whole', async () => {
    const parsed = await parse("import Tabs from '@theme/Tabs';\nimport {\n  A,\n} from './a';\n\n# Title\n\n{/* not for readers */}\n\n<Tabs>\n\nInside *the* tab.\n\n</Tabs>\n\n```js\nimport x from 'y';\n```\n\nimport taxes apply", 'markdown');
    expect(outline(parsed)).toEqual(['heading1: Title', 'paragraph: Inside the tab.', "code: import x from 'y';", 'paragraph: import taxes apply']);
  });
});

describe('HTML menus', () => {
  it('are left out where a page marks no main content; lists of links that are the content stay', async () => {
    const menu = `<div class="side"><ul>${['Home', 'Products', 'About', 'Contact', 'Jobs'].map((name) => `<li><a href="/${name}">${name}</a></li>`).join('')}</ul></div>`;
    const words = 'The chair has a warranty of ten years. '.repeat(20);
    const parsed = await parse(`<!doctype html><html><body>${menu}<div class="cookie-consent">We use cookies. <a href="/x">More</a></div><div><h1>Chairs</h1><p>${words}</p></div><div role="contentinfo">Imprint</div></body></html>`, 'html');
    expect(outline(parsed)).toEqual(['heading1: Chairs', `paragraph: ${words.trim()}`]);
    const links = await parse(`<!doctype html><html><body><h1>Links</h1>${menu}</body></html>`, 'html');
    expect(links.text).toContain('Products');
    const main = await parse(`<!doctype html><html><body>${menu}<main><p>${words}</p></main><section><p>Other ${words}</p><p>${words}</p></section></body></html>`, 'html');
    expect(main.text).toBe(words.trim());
    const languages = `<ul>${Array.from({ length: 20 }, (_, index) => `<li><a href="/${index}">Language ${index}</a></li>`).join('')}</ul>`;
    const inside = await parse(`<!doctype html><html><body><main>${languages}<p>${words}</p><ul><li><a href="/a">See also</a></li><li><a href="/b">Chairs</a></li><li><a href="/c">Desks</a></li><li><a href="/d">Lamps</a></li></ul></main></body></html>`, 'html');
    expect(inside.text).toBe(`${words.trim()}\n\nSee also\n\nChairs\n\nDesks\n\nLamps`);
  });
});
