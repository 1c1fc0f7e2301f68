import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { excelFile, powerPointFile, wordFile } from './test-files';
import { outline, parse } from './test-outline';

const drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"';
const relationships = (...all: [id: string, kind: string, target: string][]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.map(([id, kind, target]) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
const points = (values: string[]) => values.map((value, index) => (value === '' ? '' : `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`)).join('');
const series = (name: string, categories: string[], values: string[], format = 'General') =>
  `<c:ser><c:tx><c:strRef><c:f>Prices!$B$1</c:f><c:strCache>${points([name])}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${points(categories)}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Prices!$B$2</c:f><c:numCache><c:formatCode>${format}</c:formatCode>${points(values)}</c:numCache></c:numRef></c:val></c:ser>`;
const chart = `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ${drawing}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Ducks seen</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>${series('Fresh', ['May', 'June'], ['8.2000000000000011', ''])}${series('Salt', ['May', 'June'], ['3', '0.5'], '0%')}</c:barChart><c:valAx><c:title><a:p><a:r><a:t>Axis</a:t></a:r></a:p></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>`;
const table = 'table: | Fresh | Salt\nMay | 8.2 | 300%\nJune |  | 50%';
const reference = '<a:graphic><a:graphicData><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/></a:graphicData></a:graphic>';

it('PowerPoint: the figures of a chart are a table on its slide', async () => {
  const parsed = await parse(powerPointFile([`<p:graphicFrame>${reference}</p:graphicFrame>`], '', [0], { 'ppt/slides/_rels/slide1.xml.rels': relationships(['rId1', 'chart', '../charts/chart1.xml']), 'ppt/charts/chart1.xml': chart }), 'pptx');
  expect(outline(parsed)).toEqual(['caption: Ducks seen', table]);
  expect(parsed.blocks[1]).toMatchObject({ page: 1, header: true });
  expect(parsed.report.imagesSkipped).toBe(0);
});

it('PowerPoint: a damaged chart costs nothing but itself, and comments are said to be left out', async () => {
  const parsed = await parse(
    powerPointFile([`<p:sp><p:txBody><a:p><a:r><a:t>Hello</a:t></a:r></a:p></p:txBody></p:sp><p:graphicFrame>${reference}</p:graphicFrame>`], '', [0], {
      'ppt/slides/_rels/slide1.xml.rels': relationships(['rId1', 'chart', '../charts/chart1.xml']),
      'ppt/charts/chart1.xml': '<c:chartSpace',
      'ppt/comments/comment1.xml': '<p:cmLst xmlns:p="p"><p:cm><p:text>Really?</p:text></p:cm><p:cm/></p:cmLst>',
    }),
    'pptx',
  );
  expect(parsed.text).toBe('Hello');
  expect(parsed.report).toMatchObject({ imagesSkipped: 1, losses: ['2 comments beside the text were not read.'] });
});

it('PowerPoint: a cell over all columns is the title of its table, not its header', async () => {
  const cell = (text: string, attributes = '') => `<a:tc ${attributes}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const rows = [cell('Plan', 'gridSpan="2"') + cell('', 'hMerge="1"'), cell('Who') + cell('What'), cell('Ann') + cell('Tea')];
  const parsed = await parse(powerPointFile([`<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${rows.map((row) => `<a:tr>${row}</a:tr>`).join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`]), 'pptx');
  expect(outline(parsed)).toEqual(['caption: Plan', 'table: Who | What\nAnn | Tea']);
});

it('Word: charts stand as tables where they are drawn; comments, headers and footers are said to be left out', async () => {
  const run = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const parsed = await parse(
    wordFile(`${run('Before')}<w:p><w:r><w:drawing><wp:inline xmlns:wp="wp" ${drawing}>${reference}</wp:inline></w:drawing></w:r></w:p>${run('After')}`, '', {
      'word/_rels/document.xml.rels': relationships(['rId1', 'chart', 'charts/chart1.xml']),
      'word/charts/chart1.xml': chart,
      'word/comments.xml': `<w:comments ${names}><w:comment w:id="1">${run('Why?')}</w:comment></w:comments>`,
      'word/header1.xml': `<w:hdr ${names}>${run('Policy 12, valid from May')}</w:hdr>`,
      'word/footer1.xml': `<w:ftr ${names}>${run('3')}</w:ftr>`,
    }),
    'docx',
  );
  expect(outline(parsed)).toEqual(['paragraph: Before', 'paragraph: Ducks seen', table, 'paragraph: After']);
  expect(parsed.blocks[2]).toMatchObject({ header: true });
  expect(parsed.report.losses).toEqual(['One comment beside the text was not read.']);
  expect(parsed.report.notes).toContain('Headers and footers of the pages were left out: “Policy 12, valid from May”.');
});

describe('Excel: what lies over and beside the cells', () => {
  const sheet = (state: string) => {
    const parts = unzipSync(excelFile('<row r="1"><c r="A1" t="inlineStr"><is><t>Month</t></is></c><c r="B1"><v>2</v></c></row>'));
    const text = (words: string, hidden = '') => `<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="x" ${hidden}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>${words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>`;
    const extra = {
      'xl/workbook.xml': `<workbook ${drawing}><sheets><sheet name="Board" sheetId="1" r:id="rId1"/><sheet name="Prices" sheetId="2" r:id="rId2" state="${state}"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relationships(['rId1', 'worksheet', 'worksheets/sheet1.xml'], ['rId2', 'worksheet', 'worksheets/sheet2.xml']),
      'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
      'xl/worksheets/_rels/sheet1.xml.rels': relationships(['rId1', 'drawing', '../drawings/drawing1.xml'], ['rId2', 'comments', '../comments1.xml']),
      'xl/drawings/drawing1.xml': `<xdr:wsDr ${drawing}><xdr:twoCellAnchor>${text('Figures are unaudited.')}</xdr:twoCellAnchor><xdr:twoCellAnchor>${text('secret', 'hidden="1"')}</xdr:twoCellAnchor><xdr:twoCellAnchor><xdr:graphicFrame>${reference}</xdr:graphicFrame></xdr:twoCellAnchor><xdr:twoCellAnchor><xdr:pic/></xdr:twoCellAnchor></xdr:wsDr>`,
      'xl/drawings/_rels/drawing1.xml.rels': relationships(['rId1', 'chart', '../charts/chart1.xml']),
      'xl/charts/chart1.xml': chart,
      'xl/comments1.xml': '<comments><commentList><comment ref="B1"><text><r><t>Ann:\n</t></r><r><t>Estimated.</t></r></text></comment><comment ref="A1"><text><t>[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n    Why May?</t></text></comment></commentList></comments>',
    };
    return zipSync({ ...parts, ...Object.fromEntries(Object.entries(extra).map(([name, content]) => [name, strToU8(content)])) });
  };

  it('text boxes and comments are read, and of charts over hidden sheets the figures', async () => {
    const parsed = await parse(sheet('hidden'), 'xlsx');
    expect(outline(parsed)).toEqual(['heading2: Board', 'table: Month | 2', 'paragraph: Figures are unaudited.', 'caption: Ducks seen', table, 'paragraph: Comment on B1: Ann:\nEstimated.', 'paragraph: Comment on A1: Comment:\nWhy May?']);
    expect(parsed.report).toMatchObject({ imagesSkipped: 1, hidden: [{ kind: 'marked', sample: 'secret' }, { kind: 'sheet' }] });
  });

  it('charts over sheets that are read add their titles only', async () => {
    const parsed = await parse(sheet('visible'), 'xlsx');
    expect(outline(parsed).filter((line) => !line.startsWith('paragraph'))).toEqual(['heading2: Board', 'table: Month | 2', 'caption: Ducks seen']);
  });
});
