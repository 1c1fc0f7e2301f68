import type { Span } from '@/lib/ingest/parse/parsed-document';
import { cutByMarks, type Mark } from './cut-by-marks';

/** A span of the text with its marked parts. Each mark carries its start, so that the reader can find and show it. */
export function MarkedText(props: { text: string; span: Span; marks: readonly Mark[] }) {
  return cutByMarks(props.span, props.marks).map((piece) => {
    const words = props.text.slice(piece.start, piece.end);
    if (!piece.mark || words.trim() === '') return words;
    if (piece.mark === 'place') {
      return (
        <span key={piece.start} data-mark="place" data-start={piece.start}>
          {words}
        </span>
      );
    }
    return (
      <mark key={piece.start} data-mark={piece.mark} data-start={piece.start} tabIndex={piece.mark === 'found' ? undefined : -1} className="reader-mark">
        {words}
      </mark>
    );
  });
}
