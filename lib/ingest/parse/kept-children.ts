import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { DocumentFormat } from './parsed-document';

/**
 * Formats whose files are read by code that keeps nothing of them and has no native parts: starting a process takes ten
 * times as long as reading such a file, so that one process reads several, one after the other.
 */
const shared = new Set<DocumentFormat>(['text', 'markdown', 'html', 'csv']);
/** Files that one process reads before another takes its place: starting it is then a small part of what they take. */
const mostFiles = 500;
/** What a process may hold on to between two files, in bytes. */
const mostResident = 300_000_000;
/** Processes for such files: as many as are kept, or one would be started, and ended, for every file too many. */
const mostProcesses = 2;
/** How long a file waits for one of them, in milliseconds; longer, and the files before it are none that are read quickly. */
const patience = 2_000;
/** How long a process waits for another file, in milliseconds. */
const idleTime = 20_000;

type Kept = { child: ChildProcess; timer: NodeJS.Timeout };

const idle: Kept[] = [];
const filesOf = new WeakMap<ChildProcess, number>();
let reading = 0;
const waiting: (() => void)[] = [];

/**
 * Waits, if the format's files are read by shared processes, until one of those may be used. Call what is returned when
 * the file has been read, and its process was kept or ended.
 */
export async function takeTurn(format: DocumentFormat): Promise<() => void> {
  if (!shared.has(format)) return () => {};
  if (reading >= mostProcesses) await nextTurn();
  reading += 1;
  return () => {
    reading -= 1;
    waiting.shift()?.();
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(goOn), 1);
      resolve();
    }, patience);
    waiting.push(goOn);
  });
}

/** Whether the process that reads such a file may read another one after it. */
export function isShared(format: DocumentFormat): boolean {
  return shared.has(format);
}

/** Ends the processes that wait for another file. */
export function endKept(): void {
  for (const { child, timer } of idle.splice(0)) {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

/** A process that has read other files before and waits for one of this format; undefined when there is none. */
export function takeKept(format: DocumentFormat): ChildProcess | undefined {
  if (!shared.has(format)) return undefined;
  const kept = idle.pop();
  if (!kept) return undefined;
  clearTimeout(kept.timer);
  unlisten(kept.child);
  hold(kept.child, true);
  return kept.child;
}

/** Keeps a process that has answered for the next file, where that is wanted; ends it otherwise. */
export function keepChild(child: ChildProcess, format: DocumentFormat, residentBytes: number): void {
  const files = (filesOf.get(child) ?? 0) + 1;
  filesOf.set(child, files);
  const isFit = shared.has(format) && child.connected && files < mostFiles && idle.length < mostProcesses && residentBytes > 0 && residentBytes < mostResident;
  if (!isFit) return void child.kill('SIGKILL');
  const forget = () => {
    const place = idle.findIndex((one) => one.child === child);
    if (place >= 0) clearTimeout(idle.splice(place, 1)[0]?.timer);
  };
  const timer = setTimeout(() => {
    forget();
    child.kill('SIGKILL');
  }, idleTime).unref();
  unlisten(child);
  child.once('close', forget).once('error', forget);
  idle.push({ child, timer });
  hold(child, false);
}

function unlisten(child: ChildProcess): void {
  for (const event of ['message', 'close', 'error']) child.removeAllListeners(event);
}

/** Only a file that is being read keeps the parent process alive. */
function hold(child: ChildProcess, held: boolean): void {
  const streams = [child, child.channel, child.stderr as Socket | null];
  for (const one of streams) {
    if (held) one?.ref();
    else one?.unref();
  }
}
