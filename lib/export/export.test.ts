import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import mammoth from 'mammoth';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { exportedChat } from './exported-chat';
import { exportFileName } from './file-name';
import { answerMessage, questionMessage } from './test-messages';
import { writeDocx } from './write-docx';
import { writeMarkdown } from './write-markdown';
import { writePdf } from './write-pdf';

const chat = exportedChat('Reisekosten – Ταξίδια, Поездки', [
  questionMessage('Was darf ein Hotel in Łódź kosten?'),
  answerMessage(
    'Ein Zimmer kostet **höchstens 140 Euro**.[^1] Frühstück zahlt die Firma.[^2] Das gilt auch für Ξενοδοχεία и гостиницы.[^1]\n\nDas stimmt nicht.[^0]\n\n1. Erst buchen[^2]\n2. Dann fahren\n   - mit der Bahn\n\n| Gruppe | Satz |\n| --- | --- |\n| Angestellte | 28 Euro[^1] |\n\n> Zitat mit `code`\n\n```\nif (a) {\n  b\n}\n```',
    [{ quote: 'Höchstens 140 Euro je Nacht.', page: 4 }, { quote: 'Frühstück übernimmt die Firma.', documentName: 'Spesen.docx', documentId: 'd-2' }],
  ),
  questionMessage('And when it was stopped?'),
  answerMessage('Only this far[^1]', [{ sourceDeletedAt: '2026-03-03T00:00:00Z', quote: '' }], 'stopped'),
]);

/** What must be read in every file, in this order, whatever breaks its lines. */
const said = ['Reisekosten – Ταξίδια, Поездки', 'Was darf ein Hotel in Łódź kosten?', 'höchstens 140 Euro', 'Ξενοδοχεία и гостиницы.', '(not found in your documents)', 'Erst buchen', 'mit der Bahn', 'Angestellte', '28 Euro', 'Zitat mit', 'if (a) {', 'And when it was stopped?', 'This answer was stopped before its end.', 'Only this far'];
const notes = ['Travel policy.pdf, p. 4: “Höchstens 140 Euro je Nacht.”', 'Spesen.docx: “Frühstück übernimmt die Firma.”', 'Travel policy.pdf: source deleted on 3 March 2026'];
const sources = ['Travel policy.pdf (question 1: note 1; question 2: note 1)', 'Spesen.docx (question 1: note 2)'];

function expectInOrder(text: string, words: string[]) {
  let from = 0;
  for (const word of words) {
    const at = text.indexOf(word, from);
    expect(at, `"${word}" in ${text.slice(from, from + 400)}`).toBeGreaterThanOrEqual(0);
    from = at + word.length;
  }
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

async function pdfText(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return flat(text);
}

const documentXml = (bytes: Uint8Array, part = 'word/document.xml') => strFromU8(unzipSync(bytes)[part] ?? new Uint8Array());

describe('an export holds the words of the screen, with its numbers', () => {
  it('G3: as a Word document with footnotes of Word', async () => {
    const bytes = await writeDocx(chat);
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    const text = flat(value);
    expectInOrder(text, said);
    expectInOrder(text, sources);
    const body = documentXml(bytes);
    const marks = [...body.matchAll(/<w:footnoteReference w:customMarkFollows="1" w:id="(\d+)"\/><w:t>(\d+)<\/w:t>/g)].map((match) => [match[1], match[2]]);
    // Each footnote once, under the number of the screen, which begins anew with the second answer.
    expect(marks).toEqual([['1', '1'], ['2', '2'], ['3', '1']]);
    expect(body).not.toMatch(/<w:footnoteReference w:id/);
    const feet = [...documentXml(bytes, 'word/footnotes.xml').matchAll(/<w:footnote w:id="([1-9]\d*)".*?<\/w:footnote>/gs)].map((match) => flat(match[0].replaceAll(/<w:t[ >][^<]*?>?/g, '').replaceAll(/<[^>]+>/g, '')).trim());
    expect(feet).toHaveLength(3);
    notes.forEach((note, index) => expect(feet[index]).toContain(note));
    expect(feet.map((foot) => foot[0])).toEqual(['1', '2', '1']);
  });

  it('G3: as a Word document that counts by itself, where that gives the same numbers', async () => {
    const one = exportedChat('One', [questionMessage('Q?'), answerMessage('Yes.[^1] No.[^2] Yes.[^1]', [{}, {}])]);
    expect([...documentXml(await writeDocx(one)).matchAll(/<w:footnoteReference [^>]*>/g)].map((match) => match[0])).toEqual(['<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="2"/>']);
    const backwards = exportedChat('Two', [questionMessage('Q?'), answerMessage('No.[^2] Yes.[^1]', [{}, {}])]);
    expect(documentXml(await writeDocx(backwards))).toContain('<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>2</w:t>');
  });

  it('G3: as a PDF with numbered notes', async () => {
    const bytes = await writePdf(chat);
    const text = await pdfText(bytes);
    expectInOrder(text, [...said.slice(0, 11), '1', notes[0] ?? '', '2', notes[1] ?? '', ...said.slice(11), '1', notes[2] ?? '']);
    expectInOrder(text, sources);
    expect(text).toContain('140 Euro.1');
    expect(text).not.toContain('cannot show');
  });

  it('G3: as Markdown whose footnotes other programs understand', () => {
    const text = writeMarkdown(chat);
    const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const found = { references: [] as string[], definitions: [] as string[] };
    const visit = (node: Nodes) => {
      if (node.type === 'footnoteReference') found.references.push(node.label ?? '');
      if (node.type === 'footnoteDefinition') found.definitions.push(`${node.label}: ${flat(wordsOf(node))}`);
      if ('children' in node) node.children.forEach(visit);
    };
    visit(tree);
    expect(found.references).toEqual(['1-1', '1-2', '1-1', '1-2', '1-1', '2-1']);
    expect(found.definitions).toEqual([`1-1: ${notes[0]}`, `1-2: ${notes[1]}`, `2-1: ${notes[2]}`]);
    expectInOrder(flat(wordsOf(tree)), said.map((word) => word.replaceAll(/[_*]/g, '')));
    expect(text).toContain('| Angestellte | 28 Euro[^1-1] |');
    expect(writeMarkdown(exportedChat('One', [questionMessage('Q?'), answerMessage('Yes.[^1]', [{}])]))).toContain('Yes.[^1]');
  });

  it('says how many characters a PDF cannot show, and keeps them in the other files', async () => {
    const japanese = exportedChat('出張', [questionMessage('出張費は?'), answerMessage('140ユーロ。', [])]);
    expect(await pdfText(await writePdf(japanese))).toMatch(/1\d characters of this chat are in scripts that this file cannot show/);
    expect(flat((await mammoth.extractRawText({ buffer: Buffer.from(await writeDocx(japanese)) })).value)).toContain('140ユーロ。');
    expect(writeMarkdown(japanese)).toContain('140ユーロ。');
  });

  it('writes a chat of many pages', async () => {
    const long = Array.from({ length: 120 }, (_, index) => [questionMessage(`Question ${index + 1}?`), answerMessage(`Answer ${index + 1} ${'and so on '.repeat(40)}.[^1]`, [{}])]).flat();
    const bytes = await writePdf(exportedChat('Long', long));
    const text = await pdfText(bytes);
    expect(text.match(/Question \d+\?/g)).toEqual(Array.from({ length: 120 }, (_, index) => `Question ${index + 1}?`));
    expect((await getDocumentProxy(new Uint8Array(bytes))).numPages).toBeGreaterThan(10);
  });
});

/** Everything an answer or a name could try to be in a file. */
const attacks = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '![secret](https://evil.example/p.png)',
  '[click](https://evil.example/?q=1)',
  '[click](javascript:alert(1))',
  'https://evil.example/auto and www.evil.example and mail@evil.example',
  '<https://evil.example/angle>',
  '[ref]: https://evil.example/ref\n\nSee [ref] and ![ref]',
  'https&#58;//evil.example/entity',
  '=HYPERLINK("https://evil.example","x")',
  '@SUM(1+1)*cmd|\'/C calc\'!A0',
  '</w:t></w:r><w:hyperlink r:id="x">',
  '{ HYPERLINK "https://evil.example" }',
  '$\\href{https://evil.example}{x}$',
  '\u0000\u0008\ud800 half',
  '[^9] [^1-1]: not a note',
  '| a | b |\n| - | - |\n| `x|y` | <b>z</b> |',
];

describe('E1: nothing in an export is alive', () => {
  it.each(attacks)('as Markdown: %j', (attack) => {
    const text = writeMarkdown(exportedChat(attack, [questionMessage(attack), answerMessage(attack, [{ quote: attack, documentName: attack, heading: attack }])]));
    expect(aliveIn(text)).toEqual([]);
  });

  it('as Markdown, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1 \n#*_`~[]()<>!|\\&;:/.@-+=$"\'^{}w'), maxLength: 60 }), (text) => {
        expect(aliveIn(writeMarkdown(exportedChat(text, [questionMessage(text), answerMessage(text, [{ quote: text, documentName: text }])])))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(attacks)('as a Word document: %j', async (attack) => {
    const bytes = await writeDocx(exportedChat(attack, [questionMessage(attack), answerMessage(attack, [{ quote: attack, documentName: attack }])]));
    for (const [name, part] of Object.entries(unzipSync(bytes))) {
      const xml = strFromU8(part);
      const relations = name.endsWith('.rels') ? xml : '';
      expect(relations).not.toMatch(/TargetMode="External"|hyperlink|attachedTemplate/i);
      expect(xml).not.toMatch(/<w:(?:hyperlink|fldSimple|instrText|object|drawing|pict|altChunk)\b/);
      // oxlint-disable-next-line no-control-regex
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    }
    await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  });

  it.each(attacks)('as a PDF: %j', async (attack) => {
    const bytes = await writePdf(exportedChat(attack, [questionMessage(attack), answerMessage(attack, [{ quote: attack, documentName: attack }])]));
    const document = await getDocumentProxy(new Uint8Array(bytes));
    for (let number = 1; number <= document.numPages; number++) expect(await (await document.getPage(number)).getAnnotations()).toEqual([]);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(?:URI|JavaScript|Launch|OpenAction|EmbeddedFile)\b/);
  });
});

/** The links, images and HTML that a program finds in it which knows footnotes, tables and bare addresses. */
function aliveIn(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes) => {
    if (['link', 'image', 'linkReference', 'imageReference', 'definition', 'html'].includes(node.type)) found.push(`${node.type} in ${JSON.stringify(markdown)}`);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return found;
}

function wordsOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(wordsOf).join(node.type === 'root' || node.type === 'list' || node.type === 'table' || node.type === 'tableRow' ? ' ' : '') : '';
}

describe('C6: the name of an exported file', () => {
  it.each([
    ['What is it?', 'What is it.pdf'],
    ['../../etc/passwd', 'etc passwd.pdf'],
    ['CON', 'Chat.pdf'],
    ['  ..  ', 'Chat.pdf'],
    ['a"; filename="b.exe', 'a ; filename= b.exe.pdf'],
    ['line\r\nbreak: x', 'linebreak x.pdf'],
    ['\u202egpj.exe', 'gpj.exe.pdf'],
    ['Größe', 'Größe.pdf'],
    ['half \ud83d', 'half.pdf'],
    ['x'.repeat(300), `${'x'.repeat(80)}.pdf`],
  ])('of %j is %j', (title, name) => expect(exportFileName(title, 'pdf')).toBe(name));
});
