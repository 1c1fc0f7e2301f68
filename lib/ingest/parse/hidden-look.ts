// When the look of words hides them from whoever opens the file (I1).
import type { HiddenKind } from './parsed-document';

export type Look = {
  /** Hidden by the program's own mark. */
  marked?: boolean;
  /** Size of the letters in points. */
  points?: number;
  /** As `colourOf` gives it. */
  colour?: number;
  /** White where it is not given; 'unknown' for pictures and the like, on which all letters are taken to be seen. */
  background?: number | 'unknown';
  /** 0–1. */
  opacity?: number;
};

/** Nobody reads letters of this size, in points. */
const tinyPoints = 2;
/** Of 255, for each of red, green and blue: less cannot be told apart. */
const nearlyEqual = 10;
const white = 0xffffff;

/** How words of this look are hidden; undefined when they are seen. */
export function hiddenBy(look: Look): HiddenKind | undefined {
  if (look.marked) return 'marked';
  if (look.points !== undefined && look.points <= tinyPoints) return 'tiny';
  if (look.opacity !== undefined && look.opacity < 0.05) return 'transparent';
  if (look.colour !== undefined && look.background !== 'unknown' && isNear(look.colour, look.background ?? white)) return 'colour';
  return undefined;
}

function isNear(one: number, other: number): boolean {
  return [16, 8, 0].every((shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)) <= nearlyEqual);
}

/** A colour written as `#fff`, `#ffffff`, `ffffff`, `rgb(255, 255, 255)`, `white` or `black`, as 0xRRGGBB; undefined for all others. */
export function colourOf(text: string | undefined): number | undefined {
  const value = text?.trim().toLowerCase() ?? '';
  if (value === 'white') return white;
  if (value === 'black') return 0;
  const hex = /^#?([0-9a-f]{6})$/.exec(value)?.[1] ?? /^#([0-9a-f]{3})$/.exec(value)?.[1]?.replace(/./g, '$&$&');
  if (hex) return Number.parseInt(hex, 16);
  const parts = /^rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\s*\)$/.exec(value)?.slice(1).map(Number);
  return parts && parts.every((part) => part <= 255) ? ((parts[0] ?? 0) << 16) | ((parts[1] ?? 0) << 8) | (parts[2] ?? 0) : undefined;
}

const pointsPer: Record<string, number> = { pt: 1, px: 0.75, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pc: 12 };

/** A length with an absolute unit in points; undefined for all others. */
export function pointsOf(length: string | undefined): number | undefined {
  const [, number, unit] = /^\s*(-?\d*\.?\d+)\s*(pt|px|in|cm|mm|pc)\b/i.exec(length ?? '') ?? [];
  const factor = pointsPer[unit?.toLowerCase() ?? ''];
  return factor === undefined ? undefined : Number(number) * factor;
}
