// Turns the model's `[n]` marks into footnotes while its text streams. One character at a time, so that the result does
// not depend on how the text was cut into deltas; at most one possible mark is held back.
import { unsupportedMark } from '@/lib/chats/chat-message';

/** A footnote: its number, and the citation to announce when it is a new one. */
export type Footnote<C> = { number: number; citation?: C };

/**
 * What the marks of a claim come to: the footnotes that support it, which may include ones of earlier marks at the same
 * claim; or, with a problem, none. Nothing at all where the mark names no passage.
 */
export type Resolved<C> = { footnotes: Footnote<C>[]; problem?: string };

export type CiteOutput<C> = { type: 'text'; text: string } | { type: 'citation'; citation: C };

/** Where a sentence with a footnote stands in the finished text; [start, end) in UTF-16 code units. */
export type ClaimSpan = { number: number; start: number; end: number };

/** A sentence that no passage supports; in the text, `[^0]` stands behind it. */
export type UnsupportedClaim = { start: number; end: number; problem: string };

type Claim = { text: string; start: number; end: number };
type Awaitable<T> = T | Promise<T>;

const longestMark = 80;
/** A claim is looked for in this many characters before its mark; longer sentences are cut. */
const longestClaim = 1_000;
/** Unclosed inline code ends here, or one stray backtick would switch off every footnote after it. */
const longestInlineCode = 400;

/**
 * Footnote marks of a streamed text. `resolve` gets the number in the mark and the claim that stands before it. With
 * `resolveUnmarked`, sentences that end without a mark are resolved too; what it gives nothing for needs no footnote.
 */
export class CitationStream<C> {
  readonly claims: ClaimSpan[] = [];
  readonly unsupported: UnsupportedClaim[] = [];
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
  private lastClaim: Claim | undefined;
  /** A claim all of whose marks have failed so far; another mark may follow. */
  private failed: { claim: Claim; problem: string } | undefined;
  private marksHere = new Set<number>();
  private markAtLineStart = false;
  private stripped = false;
  private out: CiteOutput<C>[] = [];

  constructor(
    private readonly resolve: (passage: number, claim: string) => Awaitable<Resolved<C> | undefined>,
    private readonly resolveUnmarked?: (claim: string) => Awaitable<Resolved<C> | undefined>,
  ) {}

  /**
   * Takes a delta and yields what can be shown now; a citation always comes before the text that holds its mark. One at a
   * time: the next call must wait for this one.
   */
  async push(delta: string): Promise<CiteOutput<C>[]> {
    for (const char of codeUnits(delta)) {
      const work = this.take(char);
      if (work) await work;
    }
    return this.flush();
  }

  /** Yields what was held back, but for spaces at the end. `isWhole`: the last sentence is one even without its full stop. */
  async end(isWhole = false): Promise<CiteOutput<C>[]> {
    await this.releaseMark();
    await this.settle(this.resolveUnmarked !== undefined && (isWhole || sentenceEnd.test(this.claim.slice(-12))));
    this.spaces = '';
    this.endTicks();
    return this.flush();
  }

  private flush(): CiteOutput<C>[] {
    const out = this.out;
    this.out = [];
    return out;
  }

  /** A promise only where something may have to be resolved: most characters need no wait. */
  private take(char: string): Promise<void> | undefined {
    // NUL cannot be stored, and no text needs it.
    if (char === '\0') return undefined;
    if (this.ticks > 0 && char !== this.tickChar) this.endTicks();
    return this.mark ? this.takeInMark(char) : this.takeOutsideMark(char);
  }

  private async takeInMark(char: string): Promise<void> {
    if (await this.growMark(char)) return;
    await this.releaseMark();
    await this.takeOutsideMark(char);
  }

  private takeOutsideMark(char: string): Promise<void> | undefined {
    if (this.mode === 'text' && !this.escaped) {
      if (char === ' ') {
        if (!this.stripped || !this.spaces) this.spaces += char;
        if (this.spaces.length > longestMark) this.releaseSpaces();
        return undefined;
      }
      if (char === '[' || char === '【') {
        this.mark = char;
        return undefined;
      }
    }
    const isSentenceOver = this.endsSentence(char);
    if (this.failed || isSentenceOver) return this.settle(isSentenceOver).then(() => this.write(char));
    this.write(char);
    return undefined;
  }

  private write(char: string): void {
    if (this.stripped && /[.,;:!?)\]\n]/.test(char)) this.spaces = '';
    this.releaseSpaces();
    this.literal(char);
  }

  /** No further mark belongs to what was said: a claim that found no support is marked, and a sentence without a mark is looked at. */
  private async settle(isSentenceOver: boolean): Promise<void> {
    const { failed, spaces } = this;
    this.failed = undefined;
    // Marks stand at the word; the spaces that are held here come after them.
    this.spaces = '';
    if (failed) this.markUnsupported(failed.claim, failed.problem);
    else if (isSentenceOver && this.mode === 'text' && this.ticks === 0) await this.lookAtSentence();
    this.spaces = spaces;
  }

  private async lookAtSentence(): Promise<void> {
    const before = this.lastClaim;
    const claim = this.currentClaim();
    if (!claim || claim === before) return;
    const resolved = await this.resolveUnmarked?.(claim.text);
    if (resolved?.problem !== undefined) this.markUnsupported(claim, resolved.problem);
    else if (resolved) this.setMarks(resolved.footnotes, claim);
  }

  private markUnsupported(claim: Claim, problem: string): void {
    this.unsupported.push({ start: claim.start, end: claim.end, problem });
    this.writeMarks([unsupportedMark]);
  }

  /** Whether the sentence before the held spaces is over, now that `next` follows. */
  private endsSentence(next: string): boolean {
    if (!this.resolveUnmarked) return false;
    if (next === '\n') return true;
    return this.spaces !== '' && !/[\p{Ll}\p{N}]/u.test(next) && sentenceEnd.test(this.claim.slice(-12)) && !abbreviationEnd.test(this.claim.slice(-12));
  }

  /** Whether the held characters with this one may still be, or now are, a mark. */
  private async growMark(char: string): Promise<boolean> {
    const candidate = this.mark + char;
    const numbers = completeMark(candidate);
    if (numbers) {
      this.mark = '';
      await this.cite(numbers);
      return true;
    }
    if (candidate.length > longestMark || !partialMark(candidate)) return false;
    this.mark = candidate;
    return true;
  }

  private async cite(numbers: number[]): Promise<void> {
    const claim = this.currentClaim();
    const footnotes: Footnote<C>[] = [];
    let problem: string | undefined;
    for (const number of numbers) {
      const resolved = await this.resolve(number, claim?.text ?? '');
      footnotes.push(...(resolved?.footnotes ?? []));
      problem ??= resolved?.problem;
    }
    const isMarked = this.setMarks(footnotes, claim);
    this.stripped = !isMarked;
    if (isMarked) this.failed = undefined;
    // A second mark at a claim that has its footnote adds nothing where it fails.
    else if (problem !== undefined && claim && this.marksHere.size === 0) this.failed = { claim, problem };
  }

  /** Sets the marks of footnotes that do not stand here yet; whether there were any. */
  private setMarks(footnotes: Footnote<C>[], claim: Claim | undefined): boolean {
    const marks: number[] = [];
    for (const { number, citation } of footnotes) {
      if (citation) this.out.push({ type: 'citation', citation });
      if (this.marksHere.has(number)) continue;
      this.marksHere.add(number);
      marks.push(number);
      if (claim) this.claims.push({ number, start: claim.start, end: claim.end });
    }
    if (marks.length > 0) this.writeMarks(marks);
    return marks.length > 0;
  }

  private writeMarks(numbers: number[]): void {
    this.markAtLineStart = this.lineStart;
    // The space before a mark goes: a footnote stands at its word.
    if (!this.lineStart) this.spaces = '';
    this.releaseSpaces();
    this.emit(numbers.map((number) => `[^${number}]`).join(''));
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

  private async releaseMark(): Promise<void> {
    if (!this.mark) return;
    const held = this.mark;
    this.mark = '';
    await this.settle(this.endsSentence(held));
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

const sentenceEnd = /[.!?。！？]["'”’)\]*_]*$/u;
/** After these a full stop ends no sentence. */
const abbreviationEnd = /(?:^|[\s("'“‘])(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Fig|vs|ca|e\.g|i\.e|z\.B|\p{Lu})\.$/u;

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
    if (found[0].startsWith('.') && abbreviationEnd.test(cut.slice(Math.max(0, found.index - 10), found.index + 1))) continue;
    start = found.index + found[0].length;
  }
  return cut.slice(start);
}
