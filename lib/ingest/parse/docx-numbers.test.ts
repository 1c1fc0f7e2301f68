import { expect, it } from 'vitest';
import { wordFile } from './test-files';
import { outline, parse } from './test-outline';

const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const level = (depth: number, format: string, text: string, more = '') => `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = `<w:numbering ${names}>
  <w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1', '<w:pStyle w:val="Heading1"/>')}${level(1, 'decimal', '%1.%2', '<w:pStyle w:val="Heading2"/>')}${level(2, 'lowerLetter', '(%3)')}${level(3, 'decimal', '%1.%2.%4', '<w:lvlRestart w:val="0"/>')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1">${level(0, 'upperRoman', 'Step %1:')}${level(1, 'bullet', 'o')}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`;
const heading = (number: number) => `<w:style w:type="paragraph" w:styleId="Heading${number}"><w:name w:val="heading ${number}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
const styles = `<w:styles ${names}>${heading(1)}${heading(2)}<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Heading2"/></w:style></w:styles>`;
const relationships = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>';
const styled = (style: string, text: string, change = '') => `<w:p><w:pPr><w:pStyle w:val="${style}"/>${change}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const numbered = (list: number, depth: number, text: string) => `<w:p><w:pPr><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

it('writes the numbers that Word counts where people ask by them, and keeps those that count within a list', async () => {
  const body = [
    styled('Heading1', 'Scope'),
    styled('Heading1', 'Duties', '<w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Own"/></w:pPr></w:pPrChange>'),
    styled('Heading2', 'Of the buyer'),
    numbered(1, 2, 'to pay'),
    '<w:p><w:r><w:t>Between.</w:t></w:r></w:p>',
    numbered(1, 2, 'to collect'),
    styled('Heading2', 'Of the seller'),
    numbered(1, 2, 'to deliver'),
    numbered(1, 3, 'in time'),
    styled('Heading1', 'Law'),
    numbered(1, 3, 'of the place'),
    styled('Heading2', 'Courts'),
    numbered(2, 0, 'sign'),
    numbered(2, 1, 'in ink'),
    numbered(2, 0, ''),
    numbered(2, 0, 'post'),
    numbered(3, 0, 'wait'),
  ].join('');
  const parsed = await parse(wordFile(body, '', { 'word/numbering.xml': numbering, 'word/styles.xml': styles, 'word/_rels/document.xml.rels': relationships }), 'docx');
  const numbers = parsed.blocks.map((block) => (block.kind === 'list-item' ? (block.number ?? '–') : ''));
  expect(outline(parsed).map((line, index) => `${numbers[index]} ${line}`.trim())).toEqual([
    'heading1: 1 Scope',
    'heading1: 2 Duties',
    'heading2: 2.1 Of the buyer',
    '(a) list-item: to pay',
    'paragraph: Between.',
    '(b) list-item: to collect',
    'heading2: 2.2 Of the seller',
    '(a) list-item: to deliver',
    'list-item: 2.2.1 in time',
    'heading1: 3 Law',
    'list-item: 3.1.2 of the place',
    'heading2: 3.2 Courts',
    'list-item: Step I: sign',
    '– list-item: in ink',
    'list-item: Step III: post',
    'list-item: Step I: wait',
  ]);
  expect(parsed.report.hidden).toEqual([]);
});
