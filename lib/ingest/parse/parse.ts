import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ErrorCode } from '@/lib/errors/app-error';
import { damagedFile } from './damaged-file';
import type { DocumentFormat, ParsedDocument } from './parsed-document';

export type ParseOptions = {
  /** Where the file lies. */
  path: string;
  /** The name it was uploaded under; only for messages. */
  name: string;
  format: DocumentFormat;
  signal?: AbortSignal;
  /** Wall-clock limit in milliseconds; 60,000 when not given. */
  timeLimit?: number;
};

export type ParseRequest = { path: string; format: DocumentFormat; softLimit: number };
export type ParseAnswer = { document: ParsedDocument } | { error: { code: ErrorCode; message: string; detail?: string | undefined } };

/** V8's heap, in megabytes; whole process including native memory, in bytes. */
const maxHeap = 512;
const maxResident = 1_500_000_000;

/**
 * Reads a file into its canonical text, in a child process of its own with limits of time and memory, so that no file
 * can harm the worker. Throws `AppError`: `unsupported:password`, `unsupported:damaged`, `unsupported:empty`,
 * `unsupported:no_text`, `unsupported:too_slow`, `too_large:…`; `internal:parse` when it was not the file's fault;
 * the signal's reason when it is aborted.
 */
export async function parseFile({ path: file, format, signal, timeLimit = 60_000 }: ParseOptions): Promise<ParsedDocument> {
  signal?.throwIfAborted();
  const child = fork(path.resolve('lib/ingest/parse/parse-process.ts'), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${maxHeap}`],
    serialization: 'advanced',
    // What a parser prints about a hostile file belongs in no log; only V8's last words are looked for.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: 'production' },
  });
  let lastWords = '';
  child.stderr?.setEncoding('latin1').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-8_192);
  });
  let failure: AppError | undefined;
  const end = (error: AppError) => {
    failure ??= error;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(
    () => end(new AppError('unsupported:too_slow', `This file took more than ${Math.round(timeLimit / 1000)} seconds to read, so it was stopped. Split it into smaller files and upload those.`)),
    timeLimit,
  );
  const watch = setInterval(async () => {
    if ((await residentBytes(child.pid)) > maxResident) end(tooHungry());
  }, 250);
  const abort = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const answer = await new Promise<ParseAnswer>((resolve, reject) => {
      child.once('message', (message) => resolve(message as ParseAnswer));
      child.once('error', reject);
      // Not 'exit': when another child ends at the same moment, that one comes before the last message has been read.
      child.once('close', (code, cause) => reject(signal?.aborted ? signal.reason : (failure ?? endedWithoutAnswer(code, cause, lastWords))));
      child.send({ path: path.resolve(file), format, softLimit: timeLimit * 0.6 } satisfies ParseRequest, () => {});
    });
    if ('document' in answer) return answer.document;
    const { code, message, detail } = answer.error;
    if (code === 'unsupported:damaged') console.warn(`a ${format} file was found damaged: ${detail ?? 'its parser says so'}`);
    throw new AppError(code, message, { cause: detail });
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    signal?.removeEventListener('abort', abort);
    child.kill('SIGKILL');
  }
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
async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * 4096;
}
