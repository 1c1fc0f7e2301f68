'use client';

import { useEffect, useRef } from 'react';
import { freeCanvas } from './paint-page';
import { turnedStyle } from './picture-page';
import type { PageSize } from './use-pages';

/** Most pixels of a canvas that all browsers draw. */
const mostPixels = 16_000_000;

/** A page of a TIFF, unpacked while it is near and turned as it was read. */
export function TiffPage({ bytes, name, page, scale }: { bytes: Uint8Array; name: string; page: PageSize; /** CSS pixels per pixel of the picture. */ scale: number }) {
  const picture = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = picture.current;
    if (!canvas) return undefined;
    let ended = false;
    void paint(bytes, page.number, canvas, () => ended).catch(() => {
      // A page that cannot be unpacked stays white; its words are there all the same.
    });
    return () => {
      ended = true;
      freeCanvas(canvas);
    };
  }, [bytes, page.number]);
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- browsers have no tag that shows a TIFF
  return <canvas ref={picture} role="img" aria-label={name} className="absolute top-1/2 left-1/2" style={turnedStyle(page, scale)} />;
}

async function paint(bytes: Uint8Array, number: number, canvas: HTMLCanvasElement, isEnded: () => boolean): Promise<void> {
  const { tiffPixels } = await import('@/lib/ingest/parse/read-tiff');
  if (isEnded()) return;
  const { width, height, data } = tiffPixels(bytes, number);
  const shrink = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  const size = { width: Math.max(1, Math.floor(width * shrink)), height: Math.max(1, Math.floor(height * shrink)) };
  const image = await createImageBitmap(new ImageData(new Uint8ClampedArray(data), width, height), { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'medium' });
  if (!isEnded()) {
    Object.assign(canvas, size);
    canvas.getContext('2d')?.drawImage(image, 0, 0);
  }
  image.close();
}
