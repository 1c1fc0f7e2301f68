import PDFDocument from 'pdfkit';
import type { Inline } from './answer-blocks';
import { type Cut, runsByScript } from './pdf-fonts';

/** Lengths are in points. */
const margin = { side: 72, top: 72, bottom: 78 };
const ink = '#1f1b16';
const muted = '#6b645a';
const accent = '#b8391c';
const hairline = '#c9c2b6';

export type LineLook = { size: number; cut?: Cut; muted?: true };

type Piece = { text: string; file: string; size: number; rise: number; color: string; width: number };
/** What no line break comes into; `gap` is the width of the space before it. */
type Word = { pieces: Piece[]; width: number; gap: number; breakBefore?: true };

const leading = 1.45;

/** A document that is written from top to bottom: lines of words, page after page. */
export class PdfPage {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly widths = new Map<string, number>();
  private y = margin.top;
  /** Characters that no font could draw. */
  missing = 0;

  constructor(title: string) {
    this.document = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, info: { Title: title, Creator: 'Footnote', Producer: 'Footnote' } });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  get width(): number {
    return this.document.page.width - 2 * margin.side;
  }

  private get bottom(): number {
    return this.document.page.height - margin.bottom;
  }

  space(points: number): void {
    if (this.y > margin.top) this.y += points;
  }

  /** Begins a new page unless this much fits on the one at hand. */
  keep(points: number): void {
    if (this.y + points <= this.bottom) return;
    this.document.addPage();
    this.y = margin.top;
  }

  /** Lines of words in a column that begins `indent` from the left. `lead` (a bullet, a number) hangs before the first. */
  lines(inlines: Inline[], look: LineLook, indent = 0, lead?: { text: string; hang: number; accent?: true }): void {
    const lines = this.laid(inlines, look, this.width - indent);
    lines.forEach((line, index) => {
      this.keep(look.size * leading);
      if (index === 0 && lead) {
        const [word] = this.words([{ text: lead.text }], { ...look, cut: '400-normal' });
        if (word) this.draw([lead.accent ? { ...word, pieces: word.pieces.map((piece) => ({ ...piece, color: accent })) } : word], margin.side + indent - lead.hang, this.y + look.size);
      }
      this.draw(line, margin.side + indent, this.y + look.size);
      this.y += look.size * leading;
    });
    if (lines.length === 0) this.y += look.size * leading;
  }

  rule(length = this.width): void {
    this.document.moveTo(margin.side, this.y).lineTo(margin.side + length, this.y).lineWidth(0.5).strokeColor(hairline).stroke();
  }

  /** A table with a line under each row; columns as wide as their words ask for, in the room there is. */
  table(rows: Inline[][][], look: LineLook, indent = 0): void {
    const columns = Math.max(1, ...rows.map((row) => row.length));
    const widths = this.columnWidths(rows, look, columns, this.width - indent);
    rows.forEach((row, index) => {
      const cellLook: LineLook = index === 0 ? { ...look, cut: '700-normal' } : look;
      const cells = widths.map((width, at) => this.laid(row[at] ?? [], cellLook, width - 8));
      const height = Math.max(...cells.map((cell) => cell.length), 1) * look.size * leading + 6;
      this.keep(Math.min(height, this.bottom - margin.top));
      let x = margin.side + indent;
      cells.forEach((cell, at) => {
        cell.forEach((line, lineIndex) => this.draw(line, x, this.y + 3 + look.size + lineIndex * look.size * leading));
        x += widths[at] ?? 0;
      });
      this.y += height;
      this.rule();
    });
    this.y += 6;
  }

  /** Numbers the pages and gives the file. */
  async end(): Promise<Uint8Array> {
    const { start, count } = this.document.bufferedPageRange();
    for (let index = start; index < start + count; index++) {
      this.document.switchToPage(index);
      const [word] = this.words([{ text: `${index + 1}/${count}` }], { size: 9, muted: true });
      if (word && count > 1) this.draw([word], this.document.page.width - margin.side - word.width, this.document.page.height - 40);
    }
    const ended = new Promise<void>((resolve) => this.document.on('end', resolve));
    this.document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private columnWidths(rows: Inline[][][], look: LineLook, columns: number, room: number): number[] {
    const wanted = Array.from({ length: columns }, (_, at) => Math.max(30, ...rows.map((row) => this.words(row[at] ?? [], look).reduce((sum, word) => sum + word.gap + word.width, 16))));
    const total = wanted.reduce((sum, width) => sum + width, 0);
    if (total <= room) return wanted;
    // The widest columns give way; none falls below its even share unless it needs less.
    const even = room / columns;
    const narrow = wanted.filter((width) => width <= even).reduce((sum, width) => sum + width, 0);
    const wide = total - narrow;
    return wanted.map((width) => (width <= even ? width : ((room - narrow) * width) / wide));
  }

  private laid(inlines: Inline[], look: LineLook, width: number): Word[][] {
    const lines: Word[][] = [];
    let line: Word[] = [];
    let used = 0;
    for (const word of this.words(inlines, look).flatMap((one) => this.fitting(one, width))) {
      const gap = line.length === 0 ? 0 : word.gap;
      if (line.length > 0 && (word.breakBefore || used + gap + word.width > width)) {
        lines.push(line);
        line = [];
        used = 0;
      }
      used += (line.length === 0 ? 0 : word.gap) + word.width;
      line.push(word);
    }
    if (line.length > 0) lines.push(line);
    return lines;
  }

  /** A word that is longer than a line, cut into what fits. */
  private fitting(word: Word, width: number): Word[] {
    if (word.width <= width) return [word];
    const parts: Word[] = [];
    let part: Word = { ...word, pieces: [], width: 0 };
    for (const piece of word.pieces) {
      for (const character of piece.text) {
        const cut = this.measured({ ...piece, text: character });
        if (part.pieces.length > 0 && part.width + cut.width > width) {
          parts.push(part);
          part = { pieces: [], width: 0, gap: 0 };
        }
        part.pieces.push(cut);
        part.width += cut.width;
      }
    }
    return [...parts, part];
  }

  private words(inlines: Inline[], look: LineLook): Word[] {
    const words: Word[] = [];
    let open: Word | undefined;
    let gap = 0;
    let breakBefore = false;
    const add = (pieces: Piece[]) => {
      if (!open) {
        open = { pieces: [], width: 0, gap, ...(breakBefore && { breakBefore: true as const }) };
        words.push(open);
        gap = 0;
        breakBefore = false;
      }
      open.pieces.push(...pieces);
      open.width += pieces.reduce((sum, piece) => sum + piece.width, 0);
    };
    for (const inline of inlines) {
      if ('break' in inline) {
        open = undefined;
        breakBefore = true;
      } else if ('note' in inline) {
        // Numbers that stand side by side are told apart, and no line begins with one.
        const beside = open?.pieces.at(-1)?.rise ? ' ' : '';
        add(this.pieces(beside + inline.note, { size: look.size * 0.65, rise: look.size * 0.35, color: accent, cut: '400-normal' }));
      } else {
        const cut = cutOf(look, inline);
        for (const part of inline.text.split(/( +)/)) {
          if (part.startsWith(' ')) {
            open = undefined;
            gap = this.pieces(' ', { size: look.size, rise: 0, color: ink, cut: '400-normal' })[0]?.width ?? 0;
          } else if (part) add(this.pieces(part, { size: look.size, rise: 0, color: look.muted ? muted : ink, cut }));
        }
      }
    }
    return words;
  }

  private pieces(text: string, look: { size: number; rise: number; color: string; cut: Cut }): Piece[] {
    const { runs, missing } = runsByScript(text, look.cut);
    this.missing += missing;
    return runs.map((run) => this.measured({ ...look, ...run, width: 0 }));
  }

  private measured(piece: Piece): Piece {
    const key = `${piece.file} ${piece.size} ${piece.text}`;
    const known = this.widths.get(key) ?? this.document.font(piece.file).fontSize(piece.size).widthOfString(piece.text);
    this.widths.set(key, known);
    return { ...piece, width: known };
  }

  /** Draws a line; neighbours in the same hand go together, so that copying gives words and not letters. */
  private draw(line: Word[], left: number, baseline: number): void {
    let x = left;
    let run: { piece: Piece; x: number } | undefined;
    const flush = () => {
      if (!run) return;
      const { piece } = run;
      this.document.font(piece.file).fontSize(piece.size).fillColor(piece.color).text(piece.text, run.x, baseline - piece.rise, { lineBreak: false, baseline: 'alphabetic' });
      run = undefined;
    };
    line.forEach((word, index) => {
      const gap = index === 0 ? 0 : word.gap;
      word.pieces.forEach((piece, at) => {
        const spaced = at === 0 && gap > 0;
        if (run && run.piece.file === piece.file && run.piece.size === piece.size && run.piece.rise === piece.rise && run.piece.color === piece.color) {
          run.piece = { ...run.piece, text: `${run.piece.text}${spaced ? ' ' : ''}${piece.text}` };
          x += spaced ? gap : 0;
        } else {
          if (run && spaced) run.piece = { ...run.piece, text: `${run.piece.text} ` };
          flush();
          x += spaced ? gap : 0;
          run = { piece, x };
        }
        x += piece.width;
      });
    });
    flush();
  }
}

function cutOf(look: LineLook, inline: { bold?: true; italic?: true }): Cut {
  const bold = inline.bold || look.cut?.startsWith('700');
  const italic = inline.italic || look.cut?.endsWith('italic');
  return `${bold ? '700' : '400'}-${italic ? 'italic' : 'normal'}`;
}
