import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ErrorCode } from '@/lib/errors/app-error';
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
 * `unsupported:no_text`, `unsupported:too_slow`, `too_large:…`; the signal's reason when it is aborted.
 */
export async function parseFile(options: ParseOptions): Promise<ParsedDocument> {
  try {
    return await parseOnce(options);
  } catch (error) {
    // On a busy machine a sound file was once called damaged; nobody should be told so on one attempt's word.
    if (!(error instanceof AppError) || error.code !== 'unsupported:damaged') throw error;
    return parseOnce(options);
  }
}

async function parseOnce({ path: file, format, signal, timeLimit = 60_000 }: ParseOptions): Promise<ParsedDocument> {
  signal?.throwIfAborted();
  const child = fork(path.resolve('lib/ingest/parse/parse-process.ts'), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${maxHeap}`],
    serialization: 'advanced',
    // What a parser prints about a hostile file belongs in no log.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: 'production' },
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
      child.once('exit', (_code, cause) => {
        if (signal?.aborted) reject(signal.reason);
        else reject(failure ?? (cause === 'SIGABRT' || cause === 'SIGTRAP' ? tooHungry() : crashed()));
      });
      child.send({ path: path.resolve(file), format, softLimit: timeLimit * 0.6 } satisfies ParseRequest, () => {});
    });
    if ('error' in answer) throw new AppError(answer.error.code, answer.error.message, { cause: answer.error.detail });
    return answer.document;
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

function crashed(): AppError {
  return new AppError('unsupported:damaged', 'We could not read this file: it is damaged. Save it again in its program and upload the new copy.');
}

/** Memory of a process in bytes, where the system tells (Linux); otherwise 0, and the heap limit alone holds. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * 4096;
}
