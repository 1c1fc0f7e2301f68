import type { Block, Inline } from './answer-blocks';
import { type ExportedChat, type ExportedTurn, noteText, noteWords } from './exported-chat';

/**
 * A chat as Markdown with footnotes (`[^1]`). With several answers a label says which one it belongs to (`[^2-1]`:
 * answer 2, footnote 1), because labels must be unique in a file while numbers begin anew with each answer.
 */
export function writeMarkdown(chat: ExportedChat): string {
  const several = chat.turns.length > 1;
  const parts = [`# ${escaped(chat.title)}`];
  for (const turn of chat.turns) parts.push(...turnParts(turn, (number) => (several ? `${turn.number}-${number}` : String(number))));
  if (chat.sources.length > 0) {
    parts.push('## Sources', chat.sources.map((source) => `- ${escaped(source.name)} (${noteWords(source, chat.turns.length)})`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function turnParts(turn: ExportedTurn, label: (number: number) => string): string[] {
  return [
    ...(turn.question ? [`## ${escaped(turn.question)}`] : []),
    ...turn.remarks.map((remark) => `*${escaped(remark)}*`),
    ...turn.blocks.map((block) => blockText(block, label)).filter(Boolean),
    ...turn.notes.map((note) => `[^${label(note.number)}]: ${escaped(noteText(note))}`),
    ...turn.fromPeople.map((block) => blockText(block, label)).filter(Boolean),
  ];
}

function blockText(block: Block, label: (number: number) => string): string {
  switch (block.kind) {
    case 'paragraph':
      return lineText(block.inlines, label, '\\\n');
    case 'heading':
      return `### ${lineText(block.inlines, label, ' ')}`;
    case 'quote':
      return indented(blocksText(block.blocks, label), '> ');
    case 'code':
      return fenced(block.text);
    case 'table':
      return tableText(block.rows, label);
    case 'list':
      return block.items
        .map((item, index) => {
          const bullet = block.ordered ? `${block.start + index}. ` : '- ';
          return bullet + indented(blocksText(item, label), ' '.repeat(bullet.length)).trimStart();
        })
        .join('\n');
  }
}

function blocksText(blocks: Block[], label: (number: number) => string): string {
  return blocks.map((block) => blockText(block, label)).join('\n\n');
}

function indented(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (by + line).trimEnd())
    .join('\n');
}

function tableText(rows: Inline[][][], label: (number: number) => string): string {
  const lines = rows.map((row) => `| ${row.map((cell) => lineText(cell, label, ' ')).join(' | ')} |`);
  lines.splice(1, 0, `|${' --- |'.repeat(rows[0]?.length ?? 1)}`);
  return lines.join('\n');
}

/** A line cannot be taken for a heading, a list or a rule by what it begins with. */
function lineText(inlines: Inline[], label: (number: number) => string, lineBreak: string): string {
  const text = inlines.map((inline) => ('note' in inline ? `[^${label(inline.note)}]` : 'break' in inline ? lineBreak : wordsText(inline))).join('');
  return text.trim().replace(/^([+\-=#>:]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? start : `\\${start}`)).replace(/^(\d+)([.)])/, '$1\\$2');
}

function wordsText(inline: Extract<Inline, { text: string }>): string {
  if (inline.code) return coded(inline.text);
  const around = `${inline.bold ? '**' : ''}${inline.italic ? '*' : ''}${inline.strike ? '~~' : ''}`;
  const words = inline.text.trim();
  if (!around || !words) return escaped(inline.text);
  const at = inline.text.indexOf(words);
  // Marks of emphasis hold only where they touch a word.
  return `${inline.text.slice(0, at)}${around}${escaped(words)}${[...around].toReversed().join('')}${inline.text.slice(at + words.length)}`;
}

/** What other programs would make a link of. */
const address = /\S*(?:[a-z][a-z0-9+.-]*:\/\/|www\.|\S@\w)\S*/gi;

/** Words as words: nothing in them is Markdown or HTML, and addresses are code, which no program turns into links. */
function escaped(text: string): string {
  let from = 0;
  let written = '';
  for (const match of text.matchAll(address)) {
    written += punctuated(text.slice(from, match.index)) + coded(match[0]);
    from = match.index + match[0].length;
  }
  return written + punctuated(text.slice(from));
}

function punctuated(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|~$&#!]/g, '\\$&');
}

function coded(text: string): string {
  if (text.trim() === '') return text;
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const room = /^`|`$/.test(text) || (text.startsWith(' ') && text.endsWith(' ')) ? ' ' : '';
  // In a table a bar ends the cell even inside of code.
  return `${fence}${room}${text.replaceAll('|', '\\|')}${room}${fence}`;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
