import type { CSSProperties } from 'react';
import { isSideways, upright } from '@/lib/ingest/parse/orientation';
import type { PageSize } from './use-pages';

/** A picture as the browser shows it, turned as it was read. */
export function PicturePage({ url, name, page, scale }: { url: string; name: string; page: PageSize; /** CSS pixels per pixel of the picture. */ scale: number }) {
  return (
    // oxlint-disable-next-line next/no-img-element -- an address that only this page knows
    <img
      src={url}
      alt={name}
      draggable={false}
      className="absolute top-1/2 left-1/2 max-w-none"
      style={{
        ...turnedStyle(page, scale),
        // Where the words stand was measured in the picture as it is turned here: a browser must not turn it as well.
        ...(page.orientation && { imageOrientation: 'none' }),
      }}
    />
  );
}

/** Size and turn of what a file has stored, around the middle of its page. */
export function turnedStyle({ width, height, orientation = upright }: PageSize, scale: number): CSSProperties {
  const [across, down] = isSideways(orientation) ? [height, width] : [width, height];
  return { width: across * scale, height: down * scale, transform: `translate(-50%, -50%) rotate(${orientation.turn}deg) scaleX(${orientation.mirrored ? -1 : 1})` };
}
