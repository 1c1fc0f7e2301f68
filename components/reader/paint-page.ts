import type { PageViewport, PDFPageProxy, RenderTask } from 'pdfjs-dist';

/** Begins to paint a page, turned clockwise by `turn` degrees and `width` CSS pixels wide then. */
export function paintPage(page: PDFPageProxy, canvas: HTMLCanvasElement, { width, turn }: { width: number; turn: number }): { viewport: PageViewport; painting: RenderTask } {
  const rotation = (page.rotate + turn) % 360;
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1, rotation }).width, rotation });
  // Sharp on dense screens, but never more than 16 million pixels for one page.
  const density = Math.min(window.devicePixelRatio || 1, Math.sqrt(16_000_000 / (viewport.width * viewport.height)));
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  return { viewport, painting: page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] }) };
}

/** A canvas keeps its memory until it is made small. */
export function freeCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
