import path from 'node:path';
import { type Font, openSync } from 'fontkit';

/** A cut of the text face, and the hand that code is written in. */
export type Cut = '400-normal' | '400-italic' | '700-normal' | '700-italic';

/** The text face is served in pieces by script; a character is looked for in this order. */
const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'];
const folder = path.join(process.cwd(), 'node_modules', '@fontsource', 'source-serif-4', 'files');

/** What stands for a character that none of the fonts can draw. */
export const missingMark = '¤';

const opened = new Map<string, Font>();

/** Where the font of a script and cut lies: WOFF, which pdfkit embeds whole glyphs of (it breaks on those of WOFF2). */
export function fontFile(script: string, cut: Cut): string {
  return path.join(folder, `source-serif-4-${script}-${cut}.woff`);
}

function fontOf(script: string, cut: Cut): Font {
  const file = fontFile(script, cut);
  const font = opened.get(file) ?? (openSync(file) as Font);
  opened.set(file, font);
  return font;
}

/** Cuts words into runs that one font can draw; `missing` counts the characters that none can. */
export function runsByScript(text: string, cut: Cut): { runs: { text: string; file: string }[]; missing: number } {
  const runs: { text: string; file: string }[] = [];
  let missing = 0;
  for (const character of text.normalize('NFC')) {
    let script = scripts.find((one) => fontOf(one, cut).hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
    // Joiners and marks of direction have no looks.
    if (!script && /\p{Cf}|\p{Mn}/u.test(character)) continue;
    if (!script) missing += 1;
    const drawn = script ? character : missingMark;
    script ??= scripts[0] ?? '';
    const file = fontFile(script, cut);
    const last = runs.at(-1);
    if (last?.file === file) last.text += drawn;
    else runs.push({ text: drawn, file });
  }
  return { runs, missing };
}
