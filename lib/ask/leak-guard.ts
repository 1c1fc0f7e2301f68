// Looks at a model's words on their way out: its rules, and the mark around the passages, are nobody's business (I2), and
// characters that nobody sees could carry what was read out of the portal in a copy (I1).
import type { Prompt } from './prompt';

/** So many words of the rules in a row are no coincidence. */
const longestRun = 12;
/** So many characters of the mark in a row are no coincidence either. */
const longestMark = 12;
/** A word that is longer is no word of the rules; languages without spaces must not wait for one. */
const longestWord = 32;

export type Guarded = { text: string; leak?: 'rules' | 'mark' };

/** Lets a streamed text pass until it repeats its prompt; the result does not depend on how the text was cut. */
export class LeakGuard {
  private readonly rules: string[];
  private readonly marks: ReadonlySet<string>;
  private readonly encodedMarks: ReadonlySet<string>;
  private readonly known: string;
  /** Where in the rules the latest words may stand, and how many words in a row they have in common with them. */
  private runs: { at: number; length: number }[] = [];
  private run: string[] = [];
  /** Words that are held, each with what stands after it; the last one is not at its end yet. */
  private held: string[] = [];
  private word = '';
  private recent = '';
  private recentAsWritten = '';
  private plane = '';
  private leak: Guarded['leak'];

  /** `known`: what the answer may quote, even where it reads like the rules. */
  constructor({ instructions, delimiter }: Prompt, known: string) {
    this.rules = wordsOf(instructions.replaceAll(delimiter, ' '));
    this.known = ` ${wordsOf(known).join(' ')} `;
    const spellings = [delimiter, [...delimiter].toReversed().join(''), Buffer.from(delimiter).toString('hex')];
    this.marks = new Set(spellings.flatMap(windowsOf));
    // How letters are encoded depends on how many stand before them.
    this.encodedMarks = new Set(['', 'x', 'xx'].flatMap((before) => windowsOf(Buffer.from(before + delimiter).toString('base64').slice(before ? 4 : 0, -4))));
  }

  /** Takes a delta; what it gives can be shown. With `leak`, nothing more will come: the rest must not be shown. */
  push(delta: string): Guarded {
    let text = '';
    for (let i = 0; i < delta.length && !this.leak; i += 1) text += this.take(delta.charAt(i));
    return { text, ...(this.leak && { leak: this.leak }) };
  }

  /** What was held, once nothing more comes. */
  end(): Guarded {
    const text = this.endWord() + this.release(0);
    return this.leak ? { text: '', leak: this.leak } : { text };
  }

  private take(char: string): string {
    // The plane of tags and further selectors is reached by this half of a character alone.
    if (this.plane) {
      this.plane = '';
      return '';
    }
    if (char === '\udb40') {
      this.plane = char;
      return '';
    }
    if (unseen.test(char)) return '';
    if (this.holdsMark(char)) {
      this.leak = 'mark';
      return '';
    }
    if (/[\p{L}\p{N}\ud800-\udfff]/u.test(char)) return this.growWord(char);
    const shown = this.endWord();
    if (this.leak) return '';
    const last = this.held.pop();
    if (last === undefined) return shown + char;
    this.held.push(last + char);
    return shown;
  }

  private growWord(char: string): string {
    this.word += char;
    if (this.word.length > longestWord) return this.release(0) + char;
    this.held.push((this.word.length > 1 ? (this.held.pop() ?? '') : '') + char);
    return '';
  }

  private holdsMark(char: string): boolean {
    if (/[a-z0-9]/i.test(char)) {
      this.recent = (this.recent + char.toLowerCase()).slice(-longestMark);
      if (this.marks.has(this.recent)) return true;
    }
    if (/[A-Za-z0-9+/]/.test(char)) {
      this.recentAsWritten = (this.recentAsWritten + char).slice(-longestMark);
      return this.encodedMarks.has(this.recentAsWritten);
    }
    return false;
  }

  /** The word that was being written is over: what it becomes decides how much is still held. */
  private endWord(): string {
    if (this.word === '') return '';
    const word = this.word.toLowerCase();
    this.word = '';
    this.runs = this.rules.flatMap((rule, at) => (rule === word ? [{ at, length: 1 + (this.runs.find((run) => run.at === at - 1)?.length ?? 0) }] : []));
    const length = Math.max(0, ...this.runs.map((run) => run.length));
    this.run = length === 0 ? [] : [...this.run, word].slice(-longestRun);
    if (length >= longestRun && !this.known.includes(` ${this.run.join(' ')} `)) {
      this.leak = 'rules';
      return '';
    }
    // What may be the beginning of a run is held until it is clear what it becomes.
    return this.release(Math.min(length, longestRun));
  }

  /** Gives all but the last `keep` words free. */
  private release(keep: number): string {
    return this.held.splice(0, Math.max(0, this.held.length - keep)).join('');
  }
}

const unseen = /(?![\0\t\n\r])[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f/u;

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function windowsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - longestMark + 1) }, (_, at) => text.slice(at, at + longestMark));
}
