import type { Chunk } from '../chunk';
import { embeddedText } from '../embedded-text';
import type { Span } from '../parse/parsed-document';
import { trimmed } from '../sentences';
import { type AsReadPassage, type PlacedEdit, type Placement, searchedText, type StandingEdit } from './edited-piece';
import { locateBase, occurrenceOf, samePosition } from './locate-base';

/** A passage as it is stored: as it was cut, or as a person wants it. */
export type EditedChunk = Chunk & { part?: number; original?: string; editId?: string };

export type AppliedEdits = {
  passages: EditedChunk[];
  /** By the change's id. A change that is missing here has lost its words: a conflict. */
  placements: Map<string, PlacedEdit>;
};

/** Tokens of a text for the embedding model, its own marks counted. */
type CountTokens = (text: string) => number;

/**
 * Puts what people made of a document's passages in place of what was cut, wherever the words stand that a change is
 * about: also where the cuts are others now. What is cut off of the neighbours stays a passage of its own. Changes never
 * overlap: of two that would, the earlier one in the text stands.
 */
export function applyEdits(text: string, chunks: Chunk[], edits: StandingEdit[], countTokens: CountTokens): AppliedEdits {
  if (edits.length === 0) return { passages: chunks, placements: new Map() };
  const placed = placeAll(text, edits);
  const rests: Cut[] = [];
  const standsFor = new Map<StandingEdit, Cut[]>();
  for (const chunk of chunks) {
    let from = chunk.start;
    for (const { edit, span } of placed) {
      if (span.end <= chunk.start || span.start >= chunk.end) continue;
      const before = partOf(text, chunk, { start: from, end: span.start }, countTokens);
      if (before) rests.push(before);
      const inside = partOf(text, chunk, { start: Math.max(span.start, chunk.start), end: Math.min(span.end, chunk.end) }, countTokens);
      if (inside) standsFor.set(edit, [...(standsFor.get(edit) ?? []), inside]);
      from = span.end;
    }
    const rest = partOf(text, chunk, { start: from, end: chunk.end }, countTokens);
    if (rest) rests.push(rest);
  }
  return inOrder(text, rests, placed, standsFor, countTokens);
}

/** A change takes as many ordinals as passages it stands for, so that going back to them moves no other. */
function inOrder(text: string, rests: Cut[], placed: Placed[], standsFor: Map<StandingEdit, Cut[]>, countTokens: CountTokens): AppliedEdits {
  const placements: AppliedEdits['placements'] = new Map();
  const passages: EditedChunk[] = [];
  const items = [...rests.map((rest) => ({ start: rest.start, rest })), ...placed.map(({ edit, span }) => ({ start: span.start, edit }))];
  let ordinal = 0;
  for (const item of items.sort((a, b) => a.start - b.start)) {
    if ('rest' in item) {
      passages.push({ ...item.rest, ordinal });
      ordinal += 1;
      continue;
    }
    const asRead = (standsFor.get(item.edit) ?? []).map((passage, n) => asReadOf({ ...passage, ordinal: ordinal + n }));
    if (asRead.length === 0) continue;
    const placement = { start: item.start, asRead };
    placements.set(item.edit.id, { ...placement, edit: item.edit });
    passages.push(...passagesOfEdit(text, item.edit, placement, countTokens));
    ordinal += asRead.length;
  }
  return { passages, placements };
}

type Cut = Omit<Chunk, 'ordinal'>;
type Placed = { edit: StandingEdit; span: Span };

function placeAll(text: string, edits: StandingEdit[]): Placed[] {
  const found = edits.flatMap((edit) => {
    const span = locateBase(text, edit);
    return span ? [{ edit: rebased(edit, text, span), span }] : [];
  });
  let end = 0;
  return found
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span }) => {
      const free = span.start >= end;
      if (free) end = span.end;
      return free;
    });
}

/** The same change for the same words with other white space between them. */
function rebased(edit: StandingEdit, text: string, { start, end }: Span): StandingEdit {
  const base = text.slice(start, end);
  if (base === edit.base) return edit;
  const pieces = edit.pieces.map((piece) => {
    const to = samePosition(edit.base, base, piece.end);
    const from = samePosition(edit.base, base, piece.start);
    return { ...piece, start: from + (/^\s*/.exec(base.slice(from, to))?.[0].length ?? 0), end: to };
  });
  return { ...edit, base, occurrence: occurrenceOf(text, { start, end }), pieces };
}

/** A part of a passage that was cut; undefined when nothing but white space is left. The whole of it stays as it is. */
function partOf(text: string, chunk: Chunk, part: Span, countTokens: CountTokens): Cut | undefined {
  const span = trimmed(text, part);
  if (span.start >= span.end) return undefined;
  const { ordinal: _, ...whole } = chunk;
  if (span.start === chunk.start && span.end === chunk.end) return whole;
  const own = { ...whole, ...span, text: text.slice(span.start, span.end) };
  return { ...own, tokens: countTokens(embeddedText(own)) };
}

/** What of a passage is kept for going back to it: its words stand in the document. */
export function asReadOf({ ordinal, start, end, context, heading, page, tokens }: Omit<Chunk, 'text'>): AsReadPassage {
  return { ordinal, start, end, context, ...(heading !== undefined && { heading }), ...(page !== undefined && { page }), tokens };
}

/** The passages that a change makes of its stretch, each under the titles of the passage that it begins in. */
export function passagesOfEdit(text: string, edit: StandingEdit, { start, asRead }: Placement, countTokens: CountTokens): EditedChunk[] {
  return edit.pieces.flatMap((piece, part): EditedChunk[] => {
    const span = { start: start + piece.start, end: start + piece.end };
    const under = asRead.find((passage) => passage.end > span.start);
    if (piece.off || !under) return [];
    const { context, heading, page } = under;
    const words = text.slice(span.start, span.end);
    const searched = searchedText(piece, words);
    return [
      {
        ordinal: asRead[0]?.ordinal ?? 0,
        part,
        ...span,
        text: searched,
        ...(searched !== words && { original: words }),
        editId: edit.id,
        context,
        ...(heading !== undefined && { heading }),
        ...(page !== undefined && { page }),
        tokens: countTokens(embeddedText({ context, text: searched })),
      },
    ];
  });
}

/** The passages that a change stands for, as they were before it. */
export function passagesAsRead(text: string, asRead: AsReadPassage[]): Chunk[] {
  return asRead.map((passage) => ({ ...passage, text: text.slice(passage.start, passage.end) }));
}
