import { quoteMarkdown } from './quote-markdown';
import type { ChosenSentence } from './select-sentences';

/**
 * Chosen sentences as Markdown, each with the mark of its passage: sentences in a row as one paragraph, items of a list as
 * a list, two rows of a table or more as a table.
 */
export function composeAnswer(chosen: ChosenSentence[]): string {
  return blocksOf(chosen).map(written).join('\n\n');
}

/** Sentences that are shown as one paragraph, list or table. */
function blocksOf(chosen: ChosenSentence[]): ChosenSentence[][] {
  const blocks: ChosenSentence[][] = [];
  for (const one of chosen) {
    const block = blocks.at(-1);
    const last = block?.at(-1);
    if (block && last && belongTogether(last, one)) block.push(one);
    else blocks.push([one]);
  }
  return blocks;
}

function belongTogether(a: ChosenSentence, b: ChosenSentence): boolean {
  if (a.passage !== b.passage) return false;
  if (a.sentence.row || b.sentence.row) return a.sentence.row !== undefined && a.sentence.row.table === b.sentence.row?.table;
  if (a.sentence.list || b.sentence.list) return a.sentence.list !== undefined && a.sentence.list.ordered === b.sentence.list?.ordered;
  return a.index + 1 === b.index;
}

function written(block: ChosenSentence[]): string {
  const [first] = block;
  if (first?.sentence.row && block.length > 1) return table(block, first.sentence.row.header);
  if (first?.sentence.list && (block.length > 1 || first.sentence.list.ordered)) return list(block);
  return block.map((one) => marked(one)).join(' ');
}

function marked({ text, passage }: Pick<ChosenSentence, 'text' | 'passage'>): string {
  return `${quoteMarkdown(text)} [${passage}]`;
}

function list(block: ChosenSentence[]): string {
  const items = [...Map.groupBy(block, (one) => one.sentence.list?.item).values()];
  return items.map((item, at) => `${item[0]?.sentence.list?.ordered ? `${at + 1}.` : '-'} ${item.map((one) => marked(one)).join(' ')}`).join('\n');
}

function table(rows: ChosenSentence[], header: string[]): string {
  const width = Math.max(header.length, ...rows.map((row) => row.sentence.row?.cells.length ?? 0));
  const line = (cells: string[]) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  return [
    line(header.map(quoteMarkdown)),
    line(Array.from({ length: width }, () => '---')),
    ...rows.map(({ sentence, passage }) => {
      const cells = (sentence.row?.cells ?? []).map(quoteMarkdown);
      const last = Math.max(0, cells.findLastIndex(Boolean));
      return line(cells.map((cell, i) => (i === last ? `${cell} [${passage}]` : cell)));
    }),
  ].join('\n');
}
