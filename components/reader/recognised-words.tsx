import { memo } from 'react';
import type { Page } from '@/lib/ingest/parse/parsed-document';

/**
 * The words that were recognised on a page, each over its picture, invisible, for selecting and for screen readers.
 * Laid out in the page's own units and scaled as a whole.
 */
export const RecognisedWords = memo(function RecognisedWords({ page, text, scale }: { page: Page; text: string; scale: number }) {
  return (
    <div className="reader-page-text" style={{ inset: '0 auto auto 0', width: page.width, height: page.height, transform: `scale(${scale})` }}>
      {page.words.map(([start, end, x, y, width, height]) => (
        <span key={start} style={{ left: x, top: y, fontSize: height, transform: `scaleX(${width / widthOf(text.slice(start, end), height)})` }}>
          {`${text.slice(start, end)} `}
        </span>
      ))}
    </div>
  );
});

let measure: CanvasRenderingContext2D | null | undefined;

/** Of a word in the font of the layer, in the units of its size. */
function widthOf(word: string, size: number): number {
  if (measure === undefined) {
    measure = document.createElement('canvas').getContext('2d');
    if (measure) measure.font = '100px sans-serif';
  }
  return ((measure?.measureText(word).width || 50 * word.length) * size) / 100;
}
