import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];
const css = readFileSync(path.join(import.meta.dirname, 'globals.css'), 'utf8');

function token(name: string, theme: 'light' | 'dark'): Rgb {
  const pattern = new RegExp(`--color-${name}: light-dark\\(oklch\\(([\\d. ]+)\\), oklch\\(([\\d. ]+)\\)\\)`);
  const found = pattern.exec(css)?.[theme === 'light' ? 1 : 2];
  if (!found) throw new Error(`no token ${name}`);
  const [lightness = 0, chroma = 0, hue = 0] = found.split(' ').map(Number);
  return linearRgb(lightness, chroma, hue);
}

function linearRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((v) => Math.min(1, Math.max(0, v))) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const surfaces = ['paper', 'rail', 'raised', 'wash'];
const text: [string, string[]][] = [
  ['ink', [...surfaces, 'marker', 'accent-wash', 'bad-wash']],
  ['muted', surfaces],
  ['accent', ['paper', 'rail', 'raised', 'accent-wash']],
  ['accent-strong', ['paper', 'raised', 'accent-wash', 'wash']],
  ['on-accent', ['accent', 'accent-strong']],
  ['good', surfaces],
  ['warn', surfaces],
  ['bad', [...surfaces, 'bad-wash']],
];

describe.each(['light', 'dark'] as const)('colours in %s', (theme) => {
  const tooLow = (name: string, grounds: string[], limit: number) =>
    grounds.filter((ground) => contrast(token(name, theme), token(ground, theme)) < limit);

  it.each(text)('%s is readable as text (4.5:1) on all it stands on', (name, grounds) => {
    expect(tooLow(name, grounds, 4.5)).toEqual([]);
  });

  it('the outline of a control stands out (3:1)', () => {
    expect(tooLow('edge', ['paper', 'rail', 'raised'], 3)).toEqual([]);
  });

  it('marker yellow is seen on paper', () => {
    expect(contrast(token('marker', theme), token('paper', theme))).toBeGreaterThan(1.1);
  });
});
