import type { Block, Span } from './parse/parsed-document';
import { cutAtWords, sentencesOf, trimmed } from './sentences';

/** The smallest piece that a passage is put together from. */
export type Unit = Span & {
  /** Length in tokens, without marks. */
  tokens: number;
  /** What it takes of the budget: its tokens, or more where its length is out of proportion to them. */
  weight: number;
  page?: number;
  /** Units of one group may share a passage; `undefined` for everything but tables that were cut. */
  group?: number;
  /** For rows of a cut table below its header: the header row, which goes into the context. */
  header?: string;
  headerTokens?: number;
};

export type CutOptions = {
  count: (text: string) => number;
  /** Most tokens of a passage's text. */
  budget: number;
  /** Most tokens of a repeated header row. */
  headerTokens: number;
};

/** Longer blocks are not counted as a whole: their pieces are counted once each. */
const wholeBlockCharacters = 2_000;
/** A word that the model has no pieces for counts one token however long it is; by length it may not. */
const charactersPerToken = 8;
const maxWordCharacters = 400;
/** Sentences are looked for in stretches, so that whoever takes units one by one waits for none of them long. */
const stretchCharacters = 200_000;

/** Cuts the blocks of one section into units within the budget: whole blocks where they fit, else sentences, rows, words. */
export function* cutUnits(text: string, blocks: Block[], options: CutOptions): Generator<Unit> {
  for (const [index, block] of blocks.entries()) {
    const span = trimmed(text, block);
    if (span.start === span.end) continue;
    const page = block.page && { page: block.page };
    const whole = wholeUnit(text, span, options);
    if (whole) yield { ...whole, ...page };
    else if (block.kind === 'table') yield* tableUnits(text, block, index, options);
    else for (const unit of proseUnits(text, span, options)) yield { ...unit, ...page };
  }
}

function wholeUnit(text: string, span: Span, options: CutOptions): Unit | undefined {
  if (span.end - span.start > wholeBlockCharacters) return undefined;
  const unit = measured(text, span, options);
  return unit.weight <= options.budget ? unit : undefined;
}

function* tableUnits(text: string, block: Block & { kind: 'table' }, group: number, options: CutOptions): Generator<Unit> {
  const rows = block.rows.flatMap((cells): Span[] => {
    const [first] = cells;
    const last = cells.at(-1);
    return first && last ? [trimmed(text, { start: first.start, end: last.end })] : [];
  });
  const headerRow = block.header ? rows[0] : undefined;
  const header = headerRow && cutTo(text.slice(headerRow.start, headerRow.end), options.headerTokens, options.count);
  const headerTokens = header ? options.count(`› ${header}`) : 0;
  const page = block.page && { page: block.page };
  const inner = { ...options, budget: options.budget - headerTokens };
  for (const [index, row] of rows.entries()) {
    const below = index > 0 && header ? { header, headerTokens } : {};
    const whole = wholeUnit(text, row, inner);
    for (const unit of whole ? [whole] : proseUnits(text, row, inner)) yield { ...unit, ...page, ...below, group };
  }
}

/** Sentences; words of sentences that are too long; pieces of words that are too long. */
function* proseUnits(text: string, whole: Span, options: CutOptions): Generator<Unit> {
  for (const span of cutAtWords(text, whole, stretchCharacters)) {
    for (const sentence of gapless(text, span, sentencesOf(text.slice(span.start, span.end), span.start))) {
      const unit = wholeUnit(text, sentence, options);
      if (unit) yield unit;
      else yield* wordUnits(text, sentence, options);
    }
  }
}

function* wordUnits(text: string, span: Span, options: CutOptions): Generator<Unit> {
  for (const word of wordsOf(text, span)) {
    for (const piece of cutAtWords(text, word, maxWordCharacters)) yield* pieceUnits(text, piece, options);
  }
}

/** Halves a piece until it fits: a script without spaces has a token for every character. */
function pieceUnits(text: string, piece: Span, options: CutOptions): Unit[] {
  const unit = measured(text, piece, options);
  const length = piece.end - piece.start;
  if (unit.weight <= Math.max(1, options.budget / 4) || length < 2) return [unit];
  const middle = piece.start + (length >> 1);
  const code = text.charCodeAt(middle);
  const cut = code >= 0xdc00 && code <= 0xdfff ? middle + 1 : middle;
  if (cut >= piece.end) return [unit];
  return [...pieceUnits(text, { start: piece.start, end: cut }, options), ...pieceUnits(text, { start: cut, end: piece.end }, options)];
}

function wordsOf(text: string, span: Span): Span[] {
  const words: Span[] = [];
  for (const match of text.slice(span.start, span.end).matchAll(/\S+/g)) {
    words.push({ start: span.start + match.index, end: span.start + match.index + match[0].length });
  }
  return words;
}

/** Sentences leave out lone short lines; passages may leave out nothing: what lies between goes to the one before. */
function gapless(text: string, span: Span, sentences: Span[]): Span[] {
  const pieces: Span[] = [];
  sentences.forEach((sentence, index) => {
    const start = index === 0 ? span.start : sentence.start;
    const end = sentences[index + 1]?.start ?? span.end;
    pieces.push(trimmed(text, { start, end }));
  });
  return pieces.filter((piece) => piece.start < piece.end);
}

function measured(text: string, span: Span, { count }: CutOptions): Unit {
  const tokens = count(text.slice(span.start, span.end));
  return { start: span.start, end: span.end, tokens, weight: Math.max(tokens, Math.ceil((span.end - span.start) / charactersPerToken)) };
}

function cutTo(text: string, limit: number, count: (text: string) => number): string {
  let cut = text.slice(0, 500);
  while (cut && count(cut) > limit) {
    const shorter = cut.slice(0, Math.floor(cut.length * 0.9)).trimEnd();
    cut = shorter.length < cut.length ? shorter : '';
  }
  return cut;
}
