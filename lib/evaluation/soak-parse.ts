import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { countTokens } from '@/lib/ai/embedding/embed';
import { AppError } from '@/lib/errors/app-error';
import { chunkInSteps } from '@/lib/ingest/chunk';
import { detectFormat } from '@/lib/ingest/parse/detect-format';
import { parseFile } from '@/lib/ingest/parse/parse';
import { pageLimit } from '@/lib/ingest/parse/page-recogniser';
import { ParserDied } from '@/lib/ingest/parse/parse-child';
import type { ParsedDocument } from '@/lib/ingest/parse/parsed-document';
import { mostSlowdown } from '@/lib/ingest/parse/work-time';
import { mulberry32 } from './measures';

/**
 * What became of a file. `refused` at the door, by what it is; `failed` while it was read, for a reason that a person
 * is told; `crashed` when its parser died, threw what nobody expected or gave spans that do not fit its own text;
 * `hung` when nothing ended it, not even the parser's own time limit.
 */
export type Outcome = 'ready' | 'refused' | 'failed' | 'crashed' | 'hung';

export type SoakResult = {
  /** Path within the folder. */
  file: string;
  outcome: Outcome;
  /** Code and sentence that a person is told, or what went wrong. */
  reason?: string;
  format?: string;
  milliseconds: number;
  passages?: number;
  characters?: number;
};

export type SoakOptions = {
  /** Files read at the same time. */
  workers: number;
  /** The parser's own limit in milliseconds, as in the portal when not given. */
  timeLimit?: number;
  onResult?(result: SoakResult): void;
};

/** How long after the parser's own limits a file counts as hung. */
const grace = 30_000;

/** Sends every file through the door of an upload and of the worker: its format, the limited child process, the passages. */
export async function soakParse(folder: string, files: string[], { workers, timeLimit = 60_000, onResult }: SoakOptions): Promise<SoakResult[]> {
  const waiting = files.toReversed();
  const results: SoakResult[] = [];
  const work = async () => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const started = performance.now();
      const watchdog = new Watchdog(timeLimit + 1.5 * mostSlowdown * pageLimit + grace);
      const verdict = await Promise.race([judge(path.join(folder, file), timeLimit, watchdog), watchdog.barks]);
      watchdog.stop();
      const result = { file, ...verdict, milliseconds: Math.round(performance.now() - started) };
      results.push(result);
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}

type Verdict = Omit<SoakResult, 'file' | 'milliseconds'>;

async function judge(file: string, timeLimit: number, watchdog: Watchdog): Promise<Verdict> {
  const name = path.basename(file);
  let format: Verdict['format'];
  try {
    const detected = await detectFormat(file, name);
    format = detected;
    const parsed = await parseFile({ path: file, name, format: detected, timeLimit, onProgress: () => watchdog.calm() });
    const fault = faultOf(parsed);
    if (fault) return { outcome: 'crashed', format, reason: fault };
    const passages = await chunkInSteps(parsed, { title: parsed.title ?? name, countTokens });
    return { outcome: 'ready', format, passages: passages.length, characters: parsed.text.length };
  } catch (error) {
    return { ...(format && { format }), ...verdictOn(error, format !== undefined) };
  }
}

/** A reason counts only if it is one that a person can act on; anything else is a crash, whatever it is called. */
export function verdictOn(error: unknown, isRead: boolean): Pick<Verdict, 'outcome' | 'reason'> {
  if (!(error instanceof AppError)) return { outcome: 'crashed', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  if (error.cause instanceof ParserDied) return { outcome: 'crashed', reason: error.cause.message };
  if (/^(internal|unavailable):/.test(error.code)) return { outcome: 'crashed', reason: `${error.code}: ${error.message} ${error.cause instanceof Error ? error.cause.message : String(error.cause ?? '')}` };
  return { outcome: isRead ? 'failed' : 'refused', reason: `${error.code}: ${error.message}` };
}

/** What is wrong with a parser's answer, if anything: every place must lie in the text, and in order. */
export function faultOf({ text, blocks, pages }: ParsedDocument): string | undefined {
  const outside = ({ start, end }: { start: number; end: number }) => start < 0 || end < start || end > text.length;
  if (/\0/.test(text)) return 'the text holds NUL';
  if (!text.isWellFormed()) return 'the text holds half characters';
  let end = 0;
  for (const block of blocks) {
    if (outside(block) || block.start < end) return `a ${block.kind} stands at ${block.start}–${block.end}, after ${end} of ${text.length}`;
    end = block.end;
    if (block.kind === 'table' && block.rows.flat().some((cell) => outside(cell) || cell.start < block.start || cell.end > block.end)) return 'a cell stands outside of its table';
  }
  for (const page of pages) {
    if (outside(page)) return `page ${page.number} stands at ${page.start}–${page.end}`;
    if (page.words.some(([start, wordEnd, ...box]) => outside({ start, end: wordEnd }) || !box.every(Number.isFinite))) return `a word of page ${page.number} stands nowhere`;
  }
  return undefined;
}

/** Says that a file hangs when nothing has moved for so many milliseconds. */
class Watchdog {
  readonly barks: Promise<Verdict>;
  private bark: () => void = () => {};
  private timer: NodeJS.Timeout;

  constructor(private readonly patience: number) {
    this.barks = new Promise((resolve) => {
      this.bark = () => resolve({ outcome: 'hung', reason: `nothing moved for ${Math.round(patience / 1000)} seconds` });
    });
    this.timer = setTimeout(this.bark, patience);
  }

  /** A page was read. */
  calm(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.bark, this.patience);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/**
 * Writes damaged copies of every `1 / share`-th file, half of them with some bytes changed and half of them cut off,
 * into `mutations` below the folder `target`; returns their paths within `target`. The same seed damages the same way.
 */
export async function writeMutations(folder: string, files: string[], { count, seed, target }: { count: number; seed: number; target: string }): Promise<string[]> {
  const random = mulberry32(seed);
  const written: string[] = [];
  await mkdir(path.join(target, 'mutations'), { recursive: true });
  while (written.length < count) {
    const file = files[Math.floor(random() * files.length)];
    if (file === undefined) break;
    const bytes = await readFile(path.join(folder, file));
    const cut = written.length % 2 === 1;
    const name = path.join('mutations', `${written.length}-${cut ? 'cut' : 'flipped'}-${path.basename(file)}`);
    if (!cut) for (let flips = 1 + Math.floor(random() * 64); flips > 0; flips -= 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    await writeFile(path.join(target, name), cut ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes);
    written.push(name);
  }
  return written;
}
