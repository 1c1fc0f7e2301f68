import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError, type ErrorCode } from '@/lib/errors/app-error';
import { damagedFile } from './damaged-file';
import { isShared, keepChild, takeKept, takeTurn } from './kept-children';
import { pageLimit, type RecognisedPage, type SeenPage } from './page-recogniser';
import type { DocumentFormat, ParsedDocument } from './parsed-document';
import { mostSlowdown } from './work-time';

export type ParseRequest = {
  path: string;
  format: DocumentFormat;
  softLimit: number;
  /** The file ended a parser before. */
  cautious: boolean;
  /** Pages that were looked at before a parser ended, and those that are not to be tried again. */
  known: SeenPage[];
  skip: number[] | 'all';
  /** For mail: write what was sent along with it there, each file under its number, instead of reading it. */
  attachmentsFolder?: string;
  /** The process waits for another file when it has read this one. */
  stay?: boolean;
};

/** A page that was looked at, of so many in the file; `result` is missing when it had no words. */
export type RecognisedMessage = { recognised: number; of: number; result?: RecognisedPage };
/** What the child says while it recognises pages. */
export type ParseMessage = { recognising: number } | RecognisedMessage;

/** A file that was sent along with a mail, and where it lies now. */
export type Attachment = { name: string; path: string };

type Refusal = { error: { code: ErrorCode; message: string; detail?: string | undefined } };
export type ParseAnswer = { document: ParsedDocument } | { attachments: Attachment[] } | Refusal;

/** How a child ended: with its answer, or without one, perhaps while it recognised a page. */
export type ParserRun = { answer: ParseAnswer } | { died: AppError; page?: number };

/** V8's heap, in megabytes; whole process including native memory, in bytes. */
const maxHeap = 512;
const maxResident = 1_500_000_000;

/** What a child's refusal of a file is for people; a file that was found damaged is noted in the log. */
export function refusalOf({ error: { code, message, detail } }: Refusal, format: DocumentFormat): AppError {
  if (code === 'unsupported:damaged') console.warn(`a ${format} file was found damaged: ${detail ?? 'its parser says so'}`);
  return new AppError(code, message, { cause: detail });
}

export type RunOptions = {
  signal?: AbortSignal;
  /** For everything but recognising pages, which has a limit for each page; in milliseconds. */
  timeLimit: number;
  onRecognised?(message: RecognisedMessage): void;
};

/** Reads a file in a child process with limits of time and memory. Rejects with the signal's reason only. */
export async function runParser(request: ParseRequest, options: RunOptions): Promise<ParserRun> {
  const endTurn = await takeTurn(request.format);
  try {
    options.signal?.throwIfAborted();
    const kept = takeKept(request.format);
    const run = await runIn(kept ?? startChild(), request, options);
    // What other files left behind in a process is not held against this one.
    return kept && 'died' in run && run.died.code !== 'unsupported:too_slow' ? await runIn(startChild(), request, options) : run;
  } finally {
    endTurn();
  }
}

function startChild(): ChildProcess {
  return fork(path.resolve('lib/ingest/parse/parse-process.ts'), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${maxHeap}`],
    serialization: 'advanced',
    // What a parser prints about a hostile file belongs in no log; only V8's last words are looked for.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: 'production' },
  });
}

async function runIn(child: ChildProcess, request: ParseRequest, { signal, timeLimit, onRecognised }: RunOptions): Promise<ParserRun> {
  let lastWords = '';
  const listen = (text: string) => {
    lastWords = (lastWords + text).slice(-8_192);
  };
  child.stderr?.setEncoding('latin1').on('data', listen);
  let run: ParserRun | undefined;
  let failure: AppError | undefined;
  const end = (error: AppError) => {
    failure ??= error;
    child.kill('SIGKILL');
  };
  let page: number | undefined;
  const deadline = new Deadline(timeLimit, () => end(tooSlow(timeLimit)));
  const watch = setInterval(() => {
    if (residentBytes(child.pid) > maxResident) end(tooHungry());
  }, 250);
  const abort = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', abort, { once: true });
  try {
    run = await new Promise<ParserRun>((resolve, reject) => {
      child.on('message', (message) => {
        const said = message as ParseAnswer | ParseMessage;
        if ('recognising' in said) {
          page = said.recognising;
          // The child gives a page up by itself; this is for one that cannot any more.
          deadline.pause(pageLimit * mostSlowdown * 1.5);
        } else if ('recognised' in said) {
          page = undefined;
          deadline.resume();
          onRecognised?.(said);
        } else resolve({ answer: said });
      });
      child.once('error', reject);
      // Not 'exit': when another child ends at the same moment, that one comes before the last message has been read.
      child.once('close', (code, cause) => {
        if (signal?.aborted) reject(signal.reason);
        else resolve({ died: failure ?? endedWithoutAnswer(code, cause, lastWords), ...(page !== undefined && { page }) });
      });
      child.send({ ...request, path: path.resolve(request.path), stay: isShared(request.format) } satisfies ParseRequest, () => {});
    });
    return run;
  } finally {
    deadline.stop();
    clearInterval(watch);
    signal?.removeEventListener('abort', abort);
    child.stderr?.off('data', listen);
    if (run && 'answer' in run && !failure) keepChild(child, request.format, residentBytes(child.pid));
    else child.kill('SIGKILL');
  }
}

/** A time limit that stands still while something with a limit of its own is done. */
class Deadline {
  private timer: NodeJS.Timeout;
  private since = performance.now();

  constructor(
    private left: number,
    private readonly onEnd: () => void,
  ) {
    this.timer = setTimeout(onEnd, left);
  }

  pause(limit: number): void {
    this.left -= performance.now() - this.since;
    this.restart(limit);
  }

  resume(): void {
    this.since = performance.now();
    this.restart(this.left);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private restart(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onEnd, milliseconds);
  }
}

function tooSlow(timeLimit: number): AppError {
  return new AppError('unsupported:too_slow', `This file took more than ${Math.round(timeLimit / 1000)} seconds to read, so it was stopped. Split it into smaller files and upload those.`);
}

function tooHungry(): AppError {
  return new AppError('too_large:memory', 'This file needs more memory than one file may take. Split it into smaller files and upload those.');
}

/** What an `unsupported:damaged` error is caused by when the parser did not refuse the file but died of it. */
export class ParserDied extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`the parser died of ${signal}`);
    this.name = 'ParserDied';
  }
}

/** Signals by which a parser dies of what stands in a file. */
const crashes = new Set<string | null>(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP']);

function endedWithoutAnswer(code: number | null, signal: NodeJS.Signals | null, lastWords: string): AppError {
  // V8 aborts when its heap is full, and native code when it notices that it went wrong: only V8 says that it is memory.
  if (/out of memory|heap limit|memory allocation of/i.test(lastWords)) return tooHungry();
  if (signal && crashes.has(signal)) {
    console.warn(`a file was found damaged: its parser died of ${signal}`);
    return damagedFile(new ParserDied(signal));
  }
  return new AppError('internal:parse', 'Footnote could not read this file. Please try again.', {
    cause: new Error(`the parse process ended without an answer (${signal ?? `code ${code}`})`),
  });
}

/** Memory of a process in bytes, where the system tells (Linux); otherwise 0, and the heap limit alone holds. */
function residentBytes(pid: number | undefined): number {
  try {
    // The system answers from memory: to wait for that would take longer than it takes.
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1] ?? 0) * 4096;
  } catch {
    return 0;
  }
}
