import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Document, FootnoteReferenceRun, HeadingLevel, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import PptxGenJS from 'pptxgenjs';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { DocumentFormat, ParsedDocument } from './parsed-document';
import { excelFile, powerPointFile, testFile, wordFile } from './test-files';
import { linksOf, outline, parse } from './test-outline';

function cells({ blocks, text }: ParsedDocument): string[][][] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [block.rows.map((row) => row.map((cell) => text.slice(cell.start, cell.end)))] : []));
}

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('Word', () => {
  it('keeps headings, lists, tables and footnotes; counts pictures', async () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const document = new Document({
      footnotes: { 1: { children: [new Paragraph('Public holidays come on top.')] } },
      sections: [
        {
          children: [
            new Paragraph({ text: 'Leave policy', heading: HeadingLevel.TITLE }),
            new Paragraph({ text: 'Annual leave', heading: HeadingLevel.HEADING_1 }),
            new Paragraph({ children: [new TextRun('You have '), new TextRun({ text: '25 days', bold: true }), new FootnoteReferenceRun(1), new TextRun(' a year.')] }),
            new Paragraph({ text: 'Ask early', bullet: { level: 0 } }),
            new Paragraph({ text: 'in writing', bullet: { level: 1 } }),
            new Table({ rows: [new TableRow({ tableHeader: true, children: [cell('Grade'), cell('Days')] }), new TableRow({ children: [cell('Junior | new'), cell('25')] })] }),
            new Paragraph({ children: [new ImageRun({ type: 'png', data: pixel, transformation: { width: 10, height: 10 } })] }),
          ],
        },
      ],
    });
    const parsed = await parse(await Packer.toBuffer(document), 'docx');
    expect(outline(parsed)).toEqual([
      'heading1: Leave policy',
      'heading1: Annual leave',
      'paragraph: You have 25 days a year.',
      'list-item: Ask early',
      'list-item: in writing',
      'table: Grade | Days\nJunior | new | 25',
      'list-item: Public holidays come on top.',
    ]);
    expect(cells(parsed)).toEqual([[['Grade', 'Days'], ['Junior | new', '25']]]);
    expect(parsed.title).toBe('Leave policy');
    expect(parsed.report).toMatchObject({ tables: 1, imagesSkipped: 1 });
    expect(parsed.blocks[4]).toMatchObject({ depth: 1 });
  });

  it('keeps words that have their reading above them', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
    const parsed = await parse(wordFile(`<w:p>${run('I am in ')}<w:r><w:ruby><w:rubyPr/><w:rt>${run('とうきょう')}</w:rt><w:rubyBase>${run('東京')}</w:rubyBase></w:ruby></w:r>${run(' now')}</w:p>`), 'docx');
    expect(parsed.text).toBe('I am in 東京 now');
  });

  it('keeps fields, formulas, stretches of a set direction and text boxes of the newer form', async () => {
    const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const mathRun = (text: string) => `<m:r><m:rPr/><w:rPr/><m:t>${text}</m:t></m:r>`;
    const box = (text: string) => `<wps:wsp><wps:txbx><w:txbxContent><w:p>${run(text)}</w:p></w:txbxContent></wps:txbx></wps:wsp>`;
    const names = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"';
    const parsed = await parse(
      wordFile(
        `<w:p ${names}>${run('Table ')}<w:fldSimple w:instr=" SEQ Table &gt; ">${run('7')}</w:fldSimple>${run(', call ')}<w:bdo w:val="ltr">${run('555 0199')}</w:bdo></w:p>
        <w:p ${names}>${run('So ')}<m:oMath>${mathRun('x=')}<m:f><m:num><m:sSup><m:e>${mathRun('b')}</m:e><m:sup>${mathRun('2')}</m:sup></m:sSup></m:num><m:den>${mathRun('2&lt;a')}</m:den></m:f></m:oMath>${run(' holds')}</w:p>
        <w:p ${names}><m:oMathPara><m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr><m:oMath><m:rad><m:radPr/><m:deg/><m:e>${mathRun('y')}</m:e></m:rad></m:oMath></m:oMathPara></w:p>
        <w:p ${names}>${run('Beside a box')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>${box('In the box')}</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ),
      'docx',
    );
    expect(parsed.text.split('\n\n')).toEqual(['Table 7, call 555 0199', 'So x=(b^2)/(2<a) holds', '√(y)', 'Beside a box', 'In the box']);
  });

  it('leaves out hidden and deleted text', async () => {
    const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const parsed = await parse(wordFile(`<w:p>${run('Seen ')}${run('hidden', '<w:b/><w:vanish/>')}${run('too', '<w:vanish w:val="0"/>')}<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>`), 'docx');
    expect(parsed.text).toBe('Seen too');
  });
});

describe('Excel', () => {
  it('reads each sheet as tables with its name, its row numbers and values as shown', async () => {
    const text = (value: string) => ({ value });
    const number = (value: number, format?: string) => ({ value, type: Number, ...(format && { format }) });
    const file = await writeXlsxFile([
      {
        sheet: 'Prices',
        data: [
          [text('Price list of 2026')],
          [text('Article'), text('Price'), text('Share'), text('From')],
          [text('Chair'), number(1289.5, '#,##0.00'), number(0.125, '0.0%'), { value: new Date('2026-03-31T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' }],
          [text('Lamp'), number(0.1 + 0.2), number(1, '0%'), { value: true, type: Boolean }],
          [null],
          [text('Note'), text('without VAT')],
        ],
      },
      { sheet: 'Empty', data: [[null]] },
      { sheet: 'Stock', data: [[text('Article'), text('Pieces')], [text('Chair'), number(12)]] },
    ]).toBuffer();
    const parsed = await parse(file, 'xlsx');
    expect(outline(parsed)).toEqual([
      'heading2: Prices',
      'paragraph: Price list of 2026',
      'table: Article | Price | Share | From\nChair | 1289.50 | 12.5% | 2026-03-31\nLamp | 0.3 | 100% | TRUE',
      'table: Note | without VAT',
      'heading2: Stock',
      'table: Article | Pieces\nChair | 12',
    ]);
    expect(parsed.blocks[2]).toMatchObject({ sheet: 'Prices', firstRow: 2, header: true });
    expect(parsed.blocks[3]).toMatchObject({ sheet: 'Prices', firstRow: 6, header: false });
  });

  it('takes the value of a formula, and keeps columns apart where cells are empty', async () => {
    const parsed = await parse(excelFile('<row r="3"><c r="A3" t="inlineStr"><is><t>Sum</t></is></c><c r="C3"><f>SUM(C1:C2)</f><v>42</v></c></row><row r="4"><c r="B4"><v>7</v></c></row>'), 'xlsx');
    expect(cells(parsed)).toEqual([[['Sum', '', '42'], ['', '7', '']]]);
    expect(parsed.blocks.at(-1)).toMatchObject({ firstRow: 3 });
  });
});

it('Excel: a cell over several rows stands in each of them', async () => {
  const cell = (reference: string, text: string) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = [['A1', 'Region', 'B1', 'Plan'], ['A2', 'North', 'B2', 'Basic'], ['A3', '', 'B3', 'Full'], ['A4', 'x'.repeat(101), 'B4', 'Basic'], ['A5', '', 'B5', 'Full']] as const;
  const xml = rows.map(([first, one, second, other], index) => `<row r="${index + 1}">${one ? cell(first, one) : ''}${cell(second, other)}</row>`).join('');
  const parsed = await parse(excelFile(xml, '', '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A4:A1048576"/><mergeCell ref="B2:B9999999"/></mergeCells>'), 'xlsx');
  expect(cells(parsed)).toEqual([[['Region', 'Plan'], ['North', 'Basic'], ['North', 'Full'], ['x'.repeat(101), 'Basic'], ['', 'Full']]]);
});

describe('PowerPoint', () => {
  it('makes each slide a page with its title, lists and tables', async () => {
    const deck = new PptxGenJS();
    deck.defineSlideMaster({ title: 'M', objects: [{ placeholder: { options: { name: 'title', type: 'title', x: 0, y: 0, w: 5, h: 1 }, text: '' } }] });
    const first = deck.addSlide({ masterName: 'M' });
    first.addText([{ text: 'one', options: { bullet: true, breakLine: true } }, { text: 'two', options: { bullet: true } }], { x: 1, y: 1, w: 5, h: 2 });
    first.addText('Welcome', { placeholder: 'title' });
    first.addImage({ data: `image/png;base64,${pixel.toString('base64')}`, x: 1, y: 1, w: 1, h: 1 });
    deck.addSlide();
    deck.addSlide().addTable([[{ text: 'When' }, { text: 'What' }], [{ text: 'Day 1' }, { text: 'Tour' }]]);
    const parsed = await parse(Buffer.from((await deck.write({ outputType: 'nodebuffer' })) as Uint8Array), 'pptx');
    expect(outline(parsed)).toEqual(['heading2: Welcome', 'list-item: one', 'list-item: two', 'table: When | What\nDay 1 | Tour']);
    expect(parsed.pages.map((page) => parsed.text.slice(page.start, page.end))).toEqual(['Welcome\n\none\n\ntwo', '', 'When | What\nDay 1 | Tour']);
    expect(parsed.pages[0]).toMatchObject({ number: 1, width: 720, height: 405, words: [] });
    expect(parsed.report).toMatchObject({ pages: 3, pagesWithoutText: [2], imagesSkipped: 1, tables: 1 });
    expect(parsed.title).toBe('Welcome');
  });

  it('reads speaker notes, links and the words of diagrams', async () => {
    const words = (text: string, properties = '') => `<a:p><a:r><a:rPr>${properties}</a:rPr><a:t>${text}</a:t></a:r></a:p>`;
    const relationship = (id: string, kind: string, target: string, mode = '') => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" ${mode}/>`;
    const drawing = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
    const slide = `<p:sp><p:txBody>${words('See the plan', '<a:hlinkClick r:id="rId2"/>')}</p:txBody></p:sp><p:graphicFrame><a:graphic><a:graphicData><dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="rId3"/></a:graphicData></a:graphic></p:graphicFrame>`;
    const parsed = await parse(
      powerPointFile([slide], '', [0], {
        'ppt/slides/_rels/slide1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship('rId1', 'notesSlide', '../notesSlides/notesSlide1.xml')}${relationship('rId2', 'hyperlink', 'https://example.com/plan', 'TargetMode="External"')}${relationship('rId3', 'diagramData', '../diagrams/data1.xml')}</Relationships>`,
        'ppt/notesSlides/notesSlide1.xml': `<p:notes ${drawing}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody>${words('1')}</p:txBody></p:sp><p:sp><p:nvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr><p:txBody>${words('Say hello first.')}</p:txBody></p:sp></p:spTree></p:cSld></p:notes>`,
        'ppt/diagrams/data1.xml': `<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" ${drawing}><dgm:ptLst><dgm:pt type="doc"/><dgm:pt><dgm:t>${words('Ask')}</dgm:t></dgm:pt><dgm:pt type="parTrans"><dgm:t>${words('x')}</dgm:t></dgm:pt><dgm:pt><dgm:t>${words('Answer')}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>`,
      }),
      'pptx',
    );
    expect(outline(parsed)).toEqual(['paragraph: See the plan', 'list-item: Ask', 'list-item: Answer', 'heading3: Speaker notes', 'paragraph: Say hello first.']);
    expect(linksOf(parsed)).toEqual([['See the plan', 'https://example.com/plan']]);
    expect(parsed.blocks.every((block) => block.page === 1)).toBe(true);
    expect(parsed.report).toMatchObject({ imagesSkipped: 0, pagesWithoutText: [] });
  });

  it('follows the order of the presentation, not of its files', async () => {
    const shape = (text: string) => `<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
    const parsed = await parse(powerPointFile([shape('first file'), shape('second file')], '', [1, 0]), 'pptx');
    expect(parsed.text).toBe('second file\n\nfirst file');
  });
});

describe('C4: entities and links lead nowhere', () => {
  const files = async (doctype: string, reference: string): Promise<[DocumentFormat, Uint8Array][]> => [
    ['docx', wordFile(`<w:p><w:r><w:t>Hello ${reference}</w:t></w:r></w:p>`, doctype)],
    ['xlsx', excelFile(`<row r="1"><c r="A1" t="inlineStr"><is><t>Hello ${reference}</t></is></c></row>`, doctype)],
    ['pptx', powerPointFile([`<p:sp><p:txBody><a:p><a:r><a:t>Hello ${reference}</a:t></a:r></a:p></p:txBody></p:sp>`], doctype)],
  ];

  it('an external entity gives no file content', async () => {
    const canary = await testFile('CANARY-IN-A-FILE');
    for (const [format, content] of await files(`<!DOCTYPE a [<!ENTITY x SYSTEM "file://${canary}">]>`, '&x;')) {
      await expect(parse(content, format)).rejects.toMatchObject({ code: 'unsupported:damaged', message: expect.not.stringContaining('CANARY') });
    }
  });

  it('a billion laughs end at once', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('');
    const started = performance.now();
    for (const [format, content] of await files(`<!DOCTYPE a [<!ENTITY l0 "ha">${levels}]>`, '&l12;')) {
      await expect(parse(content, format)).rejects.toMatchObject({ code: 'unsupported:damaged' });
    }
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('linked pictures are not fetched', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const canary = await testFile('CANARY');
    await writeFile(path.join(path.dirname(canary), 'linked.png'), pixel);
    const picture = (id: string) =>
      `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
    const relationship = (id: string, target: string) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}" TargetMode="External"/>`;
    const file = wordFile(`<w:p><w:r><w:t>Hello</w:t></w:r></w:p>${picture('rId1')}${picture('rId2')}`, '', {
      'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship('rId1', `http://127.0.0.1:${port}/a.png`)}${relationship('rId2', `file://${canary}`)}</Relationships>`,
    });
    const parsed = await parse(file, 'docx');
    await new Promise((resolve) => server.close(resolve));
    expect(parsed.text).toBe('Hello');
    expect(requests).toBe(0);
  });
});
