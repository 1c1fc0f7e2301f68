// Turns the model's `[n]` marks into footnotes while its text streams. One character at a time, so that the result does
// not depend on how the text was cut into deltas; at most one possible mark is held back.

/** What a mark is resolved to: the number of its footnote, and the citation to announce when it is a new one. */
export type Resolved<C> = { number: number; citation?: C };

export type CiteOutput<C> = { type: 'text'; text: string } | { type: 'citation'; citation: C };

/** Where a sentence with a footnote stands in the finished text; [start, end) in UTF-16 code units. */
export type ClaimSpan = { number: number; start: number; end: number };

const longestMark = 80;
/** A claim is looked for in this many characters before its mark; longer sentences are cut. */
const longestClaim = 1_000;
/** Unclosed inline code ends here, or one stray backtick would switch off every footnote after it. */
const longestInlineCode = 400;

/** Footnote marks of a streamed text. `resolve` gets the number in the mark and the claim that stands before it. */
export class CitationStream<C> {
  readonly claims: ClaimSpan[] = [];
  private mode: 'text' | 'inline' | 'fence' = 'text';
  /** Spaces, and after them the characters of what may become a mark. */
  private spaces = '';
  private mark = '';
  private escaped = false;
  private lastOut = '';
  private length = 0;
  private lineStart = true;
  private ticks = 0;
  private tickChar = '';
  private ticksAtLineStart = false;
  private openTicks = 0;
  private openChar = '';
  private inlineLength = 0;
  private claim = '';
  private claimEnd = 0;
  private lastClaim: { text: string; start: number; end: number } | undefined;
  private marksHere = new Set<number>();
  private markAtLineStart = false;
  private stripped = false;
  private out: CiteOutput<C>[] = [];

  constructor(private readonly resolve: (passage: number, claim: string) => Resolved<C> | undefined) {}

  /** Takes a delta and yields what can be shown now; a citation always comes before the text that holds its mark. */
  push(delta: string): CiteOutput<C>[] {
    for (const char of codeUnits(delta)) this.take(char);
    return this.flush();
  }

  /** Yields what was held back, but for spaces at the end. */
  end(): CiteOutput<C>[] {
    this.releaseMark();
    this.spaces = '';
    this.endTicks();
    return this.flush();
  }

  private flush(): CiteOutput<C>[] {
    const out = this.out;
    this.out = [];
    return out;
  }

  private take(char: string): void {
    // NUL cannot be stored, and no text needs it.
    if (char === '\0') return;
    if (this.ticks > 0 && char !== this.tickChar) this.endTicks();
    if (this.mark) {
      if (this.growMark(char)) return;
      this.releaseMark();
    }
    if (this.mode === 'text' && !this.escaped) {
      if (char === ' ') {
        if (!this.stripped || !this.spaces) this.spaces += char;
        if (this.spaces.length > longestMark) this.releaseSpaces();
        return;
      }
      if (char === '[' || char === '【') {
        this.mark = char;
        return;
      }
    }
    if (this.stripped && /[.,;:!?)\]\n]/.test(char)) this.spaces = '';
    this.releaseSpaces();
    this.literal(char);
  }

  /** Whether the held characters with this one may still be, or now are, a mark. */
  private growMark(char: string): boolean {
    const candidate = this.mark + char;
    const numbers = completeMark(candidate);
    if (numbers) {
      this.mark = '';
      this.cite(numbers);
      return true;
    }
    if (candidate.length > longestMark || !partialMark(candidate)) return false;
    this.mark = candidate;
    return true;
  }

  private cite(numbers: number[]): void {
    const claim = this.currentClaim();
    const marks: number[] = [];
    for (const number of numbers) {
      const resolved = this.resolve(number, claim?.text ?? '');
      if (!resolved) continue;
      if (resolved.citation) this.out.push({ type: 'citation', citation: resolved.citation });
      if (!this.marksHere.has(resolved.number)) {
        this.marksHere.add(resolved.number);
        marks.push(resolved.number);
        if (claim) this.claims.push({ number: resolved.number, start: claim.start, end: claim.end });
      }
    }
    this.stripped = marks.length === 0;
    if (this.stripped) return;
    this.markAtLineStart = this.lineStart;
    // The space before a mark goes: a footnote stands at its word.
    if (!this.lineStart) this.spaces = '';
    this.releaseSpaces();
    this.emit(marks.map((number) => `[^${number}]`).join(''));
    this.lastOut = ']';
  }

  /** The sentence before the mark; the one of the mark before when nothing was said in between. */
  private currentClaim(): { text: string; start: number; end: number } | undefined {
    const said = this.claim.trimEnd();
    const sentence = lastSentence(said);
    if (!/[\p{L}\p{N}]/u.test(sentence)) return this.lastClaim;
    const end = this.claimEnd - (this.claim.length - said.length);
    this.lastClaim = { text: sentence, start: end - sentence.length, end };
    this.claim = '';
    return this.lastClaim;
  }

  private releaseMark(): void {
    if (!this.mark) return;
    const held = this.mark;
    this.mark = '';
    this.releaseSpaces();
    for (const char of codeUnits(held)) this.literal(char);
  }

  private releaseSpaces(): void {
    if (!this.spaces) return;
    const held = this.spaces;
    this.spaces = '';
    this.emit(held);
    this.lastOut = ' ';
    this.claim += held;
    this.claimEnd = this.length;
  }

  private literal(char: string): void {
    if (this.mode === 'text') {
      // Only this class writes marks: text that would read as one is broken by an invisible word joiner.
      if (char === '^' && this.lastOut === '[') this.invisible();
      // "[^1]:" at the start of a line would be a definition, whose text Markdown hides.
      if (char === ':' && this.markAtLineStart && this.lastOut === ']') this.invisible();
      this.markAtLineStart = false;
    }
    this.marksHere.clear();
    this.stripped = false;
    this.trackCode(char);
    this.escaped = this.mode === 'text' && char === '\\' && !this.escaped;
    this.emit(char);
    this.lastOut = char;
    if (char === '\n') this.lineStart = true;
    else if (!/\s/.test(char)) this.lineStart = false;
    this.claim += char;
    if (this.claim.length > 2 * longestClaim) this.claim = this.claim.slice(-longestClaim);
    this.claimEnd = this.length;
  }

  private invisible(): void {
    this.emit('\u2060');
    this.claim += '\u2060';
  }

  private emit(text: string): void {
    const last = this.out.at(-1);
    if (last?.type === 'text') last.text += text;
    else this.out.push({ type: 'text', text });
    this.length += text.length;
  }

  private trackCode(char: string): void {
    if (this.mode === 'inline') {
      this.inlineLength += 1;
      if (this.inlineLength > longestInlineCode || (char === '\n' && this.lastOut === '\n')) this.mode = 'text';
    }
    const fenceChar = char === '~' && this.mode !== 'inline' && (this.lineStart || this.ticks > 0);
    if ((char === '`' && !this.escaped) || fenceChar) {
      if (this.ticks === 0) this.ticksAtLineStart = this.lineStart;
      this.ticks += 1;
      this.tickChar = char;
    }
  }

  /** Decides what a run of backticks (or tildes) that has just ended opened or closed. */
  private endTicks(): void {
    const run = this.ticks;
    if (run === 0) return;
    this.ticks = 0;
    const fence = this.ticksAtLineStart && run >= 3;
    if (this.mode === 'fence') {
      if (fence && this.tickChar === this.openChar && run >= this.openTicks) this.mode = 'text';
    } else if (this.mode === 'inline') {
      if (this.tickChar === '`' && run === this.openTicks) this.mode = 'text';
    } else if (fence || this.tickChar === '`') {
      this.mode = fence ? 'fence' : 'inline';
      this.openTicks = run;
      this.openChar = this.tickChar;
      this.inlineLength = 0;
    }
  }
}

function codeUnits(text: string): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (let i = 0; i < text.length; i += 1) yield text.charAt(i);
    },
  };
}

const partial = /^(?:\[\^?[\d,;^ ]*|【\^?[\d,;^ ]*(?:†[^】]*)?)$/;
const complete = /^(?:\[\^?(\d+(?: ?[,;] ?\^?\d+)*)\]|【\^?(\d+(?: ?[,;] ?\^?\d+)*)(?:†[^】]*)?】)$/;

function partialMark(text: string): boolean {
  return partial.test(text);
}

/** The numbers of `[1]`, `[^1]`, `[1, 2]`, `【1】` or `【1†source】`; undefined for anything else. */
function completeMark(text: string): number[] | undefined {
  const found = complete.exec(text);
  const list = found?.[1] ?? found?.[2];
  return list?.split(/[,;]/).map((number) => Number(number.replace('^', '')));
}

/** The last sentence of what was said, which a mark at its end belongs to. */
function lastSentence(said: string): string {
  const cut = said.slice(-longestClaim);
  let start = 0;
  for (const found of cut.matchAll(/[.!?。！？]["'”’)\]]*[^\S\n]+(?=[^\s\p{Ll}\d])|(?:^|\n)\s*(?:(?:[-*+•]|\d+[.)])\s+)?/gu)) {
    start = found.index + found[0].length;
  }
  return cut.slice(start);
}
