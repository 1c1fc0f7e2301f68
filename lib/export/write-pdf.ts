import { setImmediate as breathe } from 'node:timers/promises';
import type { Block } from './answer-blocks';
import { type ExportedChat, type ExportedTurn, noteText, noteWords } from './exported-chat';
import { missingMark } from './pdf-fonts';
import { PdfPage } from './pdf-page';

const body = 11;
const small = 9;
const step = 18;

/** A chat as a PDF: each answer with its numbered notes below it, and the sources at the end. Nothing in it is a link. */
export async function writePdf(chat: ExportedChat): Promise<Uint8Array> {
  const page = new PdfPage(chat.title);
  page.lines([{ text: chat.title }], { size: 20, cut: '700-normal' });
  page.space(10);
  for (const turn of chat.turns) {
    writeTurn(page, turn);
    // A long chat must not keep everybody else waiting.
    await breathe();
  }
  if (chat.sources.length > 0) {
    page.space(14);
    page.keep(60);
    page.lines([{ text: 'Sources' }], { size: 14, cut: '700-normal' });
    for (const source of chat.sources) page.lines([{ text: `${source.name} (${noteWords(source, chat.turns.length)})` }], { size: body }, step, { text: '–', hang: 12 });
  }
  if (page.missing > 0) {
    page.space(14);
    page.lines([{ text: `${page.missing.toLocaleString('en')} characters of this chat are in scripts that this file cannot show; ${missingMark} stands in their place. The Word and Markdown files hold them.` }], { size: small, muted: true });
  }
  return page.end();
}

function writeTurn(page: PdfPage, turn: ExportedTurn): void {
  page.space(16);
  page.keep(64);
  if (turn.question) {
    page.lines([{ text: turn.question }], { size: 14, cut: '700-normal' });
    page.space(4);
  }
  for (const remark of turn.remarks) page.lines([{ text: remark }], { size: small, cut: '400-italic', muted: true });
  writeBlocks(page, turn.blocks, 0);
  writeNotes(page, turn);
  if (turn.fromPeople.length === 0) return;
  page.space(8);
  writeBlocks(page, turn.fromPeople, 0);
}

function writeNotes(page: PdfPage, turn: ExportedTurn): void {
  if (turn.notes.length === 0) return;
  page.space(4);
  page.keep(3 * small);
  page.rule(72);
  page.space(6);
  for (const note of turn.notes) page.lines([{ text: noteText(note) }], { size: small }, step, { text: String(note.number), hang: step, accent: true });
}

function writeBlocks(page: PdfPage, blocks: Block[], indent: number): void {
  for (const block of blocks) {
    switch (block.kind) {
      case 'paragraph':
        page.lines(block.inlines, { size: body }, indent);
        page.space(5);
        break;
      case 'heading':
        page.keep(48);
        page.lines(block.inlines, { size: 12, cut: '700-normal' }, indent);
        page.space(3);
        break;
      case 'quote':
        writeBlocks(page, block.blocks, indent + step);
        break;
      case 'code':
        // Spaces at the beginning of a line are part of what it says.
        for (const line of block.text.split('\n')) page.lines([{ text: line.replace(/^ +/, (room) => '\u00a0'.repeat(room.length)) }], { size: small + 1 }, indent + step);
        page.space(5);
        break;
      case 'table':
        page.table(block.rows, { size: small + 1 }, indent);
        break;
      case 'list':
        block.items.forEach(([first, ...rest], index) => {
          const lead = { text: block.ordered ? `${block.start + index}.` : '–', hang: step - 2 };
          page.lines(first?.kind === 'paragraph' ? first.inlines : [], { size: body }, indent + step, lead);
          writeBlocks(page, first && first.kind !== 'paragraph' ? [first, ...rest] : rest, indent + step);
        });
        page.space(5);
        break;
    }
  }
}
