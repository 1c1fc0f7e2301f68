import { AlignmentType, BorderStyle, Document, FootnoteReferenceRun, HeadingLevel, LevelFormat, LineRuleType, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Block, Inline } from './answer-blocks';
import { type ExportedChat, type ExportedTurn, noteText, noteWords } from './exported-chat';

const serif = 'Georgia';
const mono = 'Courier New';
const ink = '1F1B16';
/** Widths in twentieths of a point: the text of an A4 page. */
const textWidth = 9_026;
/** One step to the right, in the same. */
const step = 400;

type Context = {
  /** Word's own ids of footnotes, by the number in the answer. */
  ids: Map<number, number>;
  /** Numbers that were referred to already: Word knows one place for each footnote. */
  used: Set<number>;
  /** The numbers of all footnotes of the file, in the order of their places. */
  placed: number[];
  lists: { reference: string; start: number }[];
};

/** A chat as a Word document whose footnotes are footnotes of Word, with the numbers of the screen. */
export async function writeDocx(chat: ExportedChat): Promise<Uint8Array> {
  const footnotes: Record<number, { children: Paragraph[] }> = {};
  const numbers = new Map<number, number>();
  const lists: Context['lists'] = [];
  const placed: number[] = [];
  const children: (Paragraph | Table)[] = [new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(chat.title)] })];
  for (const turn of chat.turns) {
    const ids = new Map(turn.notes.map((note, index) => [note.number, numbers.size + index + 1]));
    for (const note of turn.notes) {
      const id = ids.get(note.number) ?? 0;
      numbers.set(id, note.number);
      footnotes[id] = { children: [new Paragraph({ style: 'FootnoteText', children: [new TextRun(` ${noteText(note)}`)] })] };
    }
    children.push(...turnParts(turn, { ids, used: new Set(), placed, lists }));
  }
  if (chat.sources.length > 0) {
    children.push(new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun('Sources')] }));
    for (const source of chat.sources) {
      children.push(new Paragraph({ bullet: { level: 0 }, children: [new TextRun(source.name), new TextRun(` (${noteWords(source, chat.turns.length)})`)] }));
    }
  }
  const document = new Document({
    title: chat.title,
    creator: 'Footnote',
    styles: {
      default: {
        document: { run: { font: serif, size: 23 }, paragraph: { spacing: { after: 140, line: 300, lineRule: LineRuleType.AUTO } } },
        title: { run: { size: 40, bold: true, color: ink }, paragraph: { spacing: { after: 240, line: 264, lineRule: LineRuleType.AUTO } } },
        heading1: { run: { size: 29, bold: true, color: ink }, paragraph: { keepNext: true, spacing: { before: 360, after: 120, line: 264, lineRule: LineRuleType.AUTO } } },
        heading2: { run: { size: 24, bold: true, color: ink }, paragraph: { keepNext: true, spacing: { before: 200, after: 80 } } },
      },
      paragraphStyles: [{ id: 'FootnoteText', name: 'footnote text', basedOn: 'Normal', run: { size: 18 }, paragraph: { spacing: { after: 40, line: 240 } } }],
    },
    numbering: {
      config: lists.map(({ reference, start }) => ({
        reference,
        levels: [0, 1, 2, 3, 4].map((level) => ({
          level,
          format: LevelFormat.DECIMAL,
          text: `%${level + 1}.`,
          start: level === 0 ? start : 1,
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: step * (level + 1), hanging: step } } },
        })),
      })),
    },
    footnotes,
    sections: [{ children }],
  });
  const file = new Uint8Array(await Packer.toArrayBuffer(document));
  return placed.every((number, index) => number === index + 1) ? file : numbered(file, numbers);
}

function turnParts(turn: ExportedTurn, context: Context): (Paragraph | Table)[] {
  const parts = [
    ...(turn.question ? [new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(turn.question)] })] : []),
    ...turn.remarks.map((remark) => new Paragraph({ children: [new TextRun({ text: remark, italics: true })] })),
    ...blockParts(turn.blocks, context, 0),
  ];
  // What the text refers to nowhere is a footnote all the same.
  const silent = turn.notes.filter((note) => !context.used.has(note.number));
  if (silent.length > 0) parts.push(new Paragraph({ children: silent.map((note) => mark(note.number, context)) }));
  return [...parts, ...blockParts(turn.fromPeople, context, 0)];
}

function blockParts(blocks: Block[], context: Context, depth: number): (Paragraph | Table)[] {
  return blocks.flatMap((block): (Paragraph | Table)[] => {
    const indent = depth > 0 ? { left: step * depth } : undefined;
    switch (block.kind) {
      case 'paragraph':
        return [new Paragraph({ indent, children: runs(block.inlines, context) })];
      case 'heading':
        return [new Paragraph({ heading: HeadingLevel.HEADING_2, indent, children: runs(block.inlines, context) })];
      case 'quote':
        return blockParts(block.blocks, context, depth + 1);
      case 'code':
        return block.text.split('\n').map((line) => new Paragraph({ indent, spacing: { after: 0 }, children: [new TextRun({ text: line, font: mono })] }));
      case 'table':
        return [tablePart(block.rows, context)];
      case 'list':
        return listParts(block, context, depth);
    }
  });
}

function listParts(list: Extract<Block, { kind: 'list' }>, context: Context, depth: number): (Paragraph | Table)[] {
  const reference = `list-${context.lists.length}`;
  if (list.ordered) context.lists.push({ reference, start: list.start });
  const level = Math.min(depth, 4);
  return list.items.flatMap(([first, ...rest]) => {
    const led = first?.kind === 'paragraph' ? runs(first.inlines, context) : [];
    const head = new Paragraph({ children: led, ...(list.ordered ? { numbering: { reference, level } } : { bullet: { level } }) });
    return [head, ...blockParts(first && first.kind !== 'paragraph' ? [first, ...rest] : rest, context, depth + 1)];
  });
}

function tablePart(rows: Inline[][][], context: Context): Table {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const border = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' };
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => Math.floor(textWidth / columns)),
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    rows: rows.map(
      (row, index) =>
        new TableRow({
          tableHeader: index === 0,
          children: Array.from({ length: columns }, (_, at) => new TableCell({ children: [new Paragraph({ spacing: { after: 0 }, children: runs(row[at] ?? [], context, index === 0) })] })),
        }),
    ),
  });
}

function runs(inlines: Inline[], context: Context, bold = false): TextRun[] {
  return inlines.map((inline) => {
    if ('note' in inline) return mark(inline.note, context);
    if ('break' in inline) return new TextRun({ break: 1 });
    return new TextRun({ text: inline.text, bold: bold || inline.bold, italics: inline.italic, strike: inline.strike, ...(inline.code && { font: mono }) });
  });
}

/** The footnote itself where it is referred to first; after that its number. */
function mark(number: number, context: Context): TextRun {
  const id = context.ids.get(number);
  if (id === undefined || context.used.has(number)) return new TextRun({ text: String(number), superScript: true });
  context.used.add(number);
  context.placed.push(number);
  return new FootnoteReferenceRun(id);
}

/**
 * Word counts footnotes through the whole document; on the screen they begin anew with each answer. Where that makes a
 * difference, each is given the number of the screen as a mark of its own, in the text and at its foot.
 */
function numbered(file: Uint8Array, numbers: Map<number, number>): Uint8Array {
  const parts = unzipSync(file);
  const edit = (name: string, change: (xml: string) => string) => {
    const part = parts[name];
    if (part) parts[name] = strToU8(change(strFromU8(part)));
  };
  const numberOf = (id: string) => `<w:t>${numbers.get(Number(id))}</w:t>`;
  edit('word/document.xml', (xml) => xml.replaceAll(/<w:footnoteReference w:id="(\d+)"\/>/g, (_, id: string) => `<w:footnoteReference w:customMarkFollows="1" w:id="${id}"/>${numberOf(id)}`));
  edit('word/footnotes.xml', (xml) => xml.replaceAll(/(<w:footnote w:id="(\d+)"(?:(?!<w:footnote ).)*?)<w:footnoteRef\/>/gs, (whole, before: string, id: string) => (numbers.has(Number(id)) ? before + numberOf(id) : whole)));
  return zipSync(parts, { level: 6 });
}
