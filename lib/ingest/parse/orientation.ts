// How a picture is turned so that it stands upright, and how the numbers of EXIF and TIFF say so. Client-safe.

/** Mirrored from left to right first, where it says so, then turned clockwise, in degrees. */
export type Orientation = { turn: 0 | 90 | 180 | 270; mirrored: boolean };

export const upright: Orientation = { turn: 0, mirrored: false };

/** By the numbers of the tag `Orientation` in TIFF and EXIF, from 1. */
const orientations: readonly Orientation[] = [
  upright,
  { turn: 0, mirrored: true },
  { turn: 180, mirrored: false },
  { turn: 180, mirrored: true },
  { turn: 270, mirrored: true },
  { turn: 90, mirrored: false },
  { turn: 90, mirrored: true },
  { turn: 270, mirrored: false },
];

/** Numbers that mean nothing count as upright, as browsers take them. */
export function orientationOf(number: number | undefined): Orientation {
  return orientations[(number ?? 1) - 1] ?? upright;
}

export function orientationNumber(orientation: Orientation): number {
  return orientations.findIndex(({ turn, mirrored }) => turn === orientation.turn && mirrored === orientation.mirrored) + 1;
}

/** What is turned already, turned further. */
export function turnedFurther({ turn, mirrored }: Orientation, by: Orientation['turn']): Orientation {
  return { turn: ((turn + by) % 360) as Orientation['turn'], mirrored };
}

/** Whether width and height change places. */
export function isSideways({ turn }: Orientation): boolean {
  return turn % 180 !== 0;
}
