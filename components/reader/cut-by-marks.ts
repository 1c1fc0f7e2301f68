import type { Span } from '@/lib/ingest/parse/parsed-document';

/** Why words are marked: quoted by an answer, a passage that is pointed to, found by the search inside, the find that is looked at now; or only gone to. */
export type MarkKind = 'quote' | 'passage' | 'found' | 'current' | 'place';
export type Mark = Span & { kind: MarkKind };
export type Piece = Span & { mark?: MarkKind };

const weight: Record<MarkKind, number> = { place: 0, passage: 1, quote: 1, found: 2, current: 3 };

/**
 * Cuts a span at the edges of the marks that touch it. The pieces follow one another and cover the span exactly; where
 * marks overlap, the find wins over the quote. Marks outside leave it in one piece.
 */
export function cutByMarks(span: Span, marks: readonly Mark[]): Piece[] {
  if (span.end <= span.start) return [];
  const touching = marks.filter((mark) => mark.start < span.end && mark.end > span.start && mark.start < mark.end);
  const edges = new Set([span.start, span.end]);
  for (const mark of touching) {
    edges.add(Math.max(mark.start, span.start));
    edges.add(Math.min(mark.end, span.end));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const start = cuts[n] ?? span.start;
    const end = cuts[n + 1] ?? span.end;
    let mark: MarkKind | undefined;
    for (const each of touching) {
      if (each.start <= start && each.end >= end && (!mark || weight[each.kind] > weight[mark])) mark = each.kind;
    }
    const last = pieces.at(-1);
    if (last && last.mark === mark) last.end = end;
    else pieces.push(mark ? { start, end, mark } : { start, end });
  }
  return pieces;
}
