// Characters that nobody can see, and what is written with them (I1).

/** Tags after a black flag, ended by a cancel tag, make the flags of England, Scotland and others. */
const flag = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,8}\u{e007f}/gu;
const tags = /[\u{e0000}-\u{e007f}]+/gu;
/** One selector belongs to the character before it; more in a row say nothing to a font. */
const selectors = /(?<=[\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;
const overrides = /[\u202d\u202e]/g;
const zeroWidth = /[\u180e\u200b-\u200d\u2060-\u2064\ufeff]{6,}/g;
/**
 * Joiners shape what follows a letter of a cursive or Indic script, one of their marks, or an emoji. Anywhere else they
 * only keep words from being found.
 */
const idleJoiners = /(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]+|(?<=[\u200c\u200d])[\u200c\u200d]+/gu;
/** Control and format characters, and noncharacters but for those that marks of links are made of (marked-links.ts). */
const unseen =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd3-\ufdef\ufeff\uffa0\ufff9-\ufffb]/g;
/** Fillers belong to letters of old Hangul, selectors of Mongolian to its letters; brackets of music show nothing in a text. */
const idleFillers = /(?<![\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb])[\u115f\u1160]+(?![\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb])|(?<!\p{Script=Mongolian})[\u180b-\u180d\u180f]+|[\u{1d173}-\u{1d17a}]/gu;
const rare = /[\ufe00-\ufe0f\u200c\u200d]|[\u115f\u1160]|\u180b|\u180c|\u180d|\u180f|\udb40|\ud834/;

/** The text without characters that nobody can see. Joiners and selectors stay where scripts and emoji need them. */
export function withoutInvisible(text: string): string {
  const seen = text.replace(unseen, '');
  if (!rare.test(seen)) return seen;
  const flags: string[] = [];
  const plain = seen
    // Kept aside under a character that `unseen` has just removed everywhere.
    .replace(flag, (found) => {
      flags.push(found);
      return '\u2060';
    })
    .replace(tags, '')
    .replace(selectors, '')
    .replace(idleFillers, '')
    .replace(idleJoiners, '');
  return plain.replace(/\u2060/g, () => flags.shift() ?? '');
}

/**
 * What was written so that people do not see it but machines read it: letters as tags or variation selectors, runs of
 * zero-width characters, and marks that make text read in another order than it is stored. Ordinary invisible characters
 * (soft hyphens, direction marks, byte order marks) are not counted.
 */
export function hiddenCharacters(text: string): { count: number; sample: string } | undefined {
  let count = 0;
  let sample = '';
  const found = (pattern: RegExp, read: (run: string) => string, where: string) => {
    for (const [run] of where.matchAll(pattern)) {
      count += [...run].length;
      sample ||= read(run);
    }
  };
  if (/\udb40|[\ufe00-\ufe0f]/.test(text)) {
    found(tags, (run) => letters(run, (code) => code - 0xe0000), text.replace(flag, ''));
    found(selectors, (run) => Buffer.from([...run].map((selector) => byteOf(selector.codePointAt(0) ?? 0))).toString('utf8'), text);
  }
  found(overrides, () => '', text);
  found(zeroWidth, () => '', text);
  return count === 0 ? undefined : { count, sample: sample.replace(/[^\P{C}\n]/gu, '') };
}

function letters(run: string, codeOf: (code: number) => number): string {
  return [...run].map((character) => String.fromCodePoint(codeOf(character.codePointAt(0) ?? 0))).join('');
}

/** Bytes are hidden as selectors 1–16 and 17–256. */
function byteOf(selector: number): number {
  return selector >= 0xe0100 ? selector - 0xe0100 + 16 : selector - 0xfe00;
}
