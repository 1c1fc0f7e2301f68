import type { ReactNode } from 'react';
import { upright } from '@/lib/ingest/parse/orientation';
import type { PageSize } from './use-pages';

/** A picture as the browser shows it, turned as it was read, under its words for selecting. */
export function PicturePage(props: { url: string; name: string; page: PageSize; /** CSS pixels per pixel of the picture. */ scale: number; children: ReactNode }) {
  const { page, scale } = props;
  const { turn, mirrored } = page.orientation ?? upright;
  const [width, height] = turn % 180 === 0 ? [page.width, page.height] : [page.height, page.width];
  return (
    <>
      {/* oxlint-disable-next-line next/no-img-element -- an address that only this page knows */}
      <img
        src={props.url}
        alt={props.name}
        draggable={false}
        className="absolute top-1/2 left-1/2 max-w-none"
        style={{
          width: width * scale,
          height: height * scale,
          transform: `translate(-50%, -50%) rotate(${turn}deg) scaleX(${mirrored ? -1 : 1})`,
          // Where the words stand was measured in the picture as it is turned here: a browser must not turn it as well.
          ...(page.orientation && { imageOrientation: 'none' }),
        }}
      />
      {props.children}
    </>
  );
}
