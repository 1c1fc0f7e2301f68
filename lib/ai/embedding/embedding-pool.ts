import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { EmbeddingAnswer, EmbeddingTask } from './embedding-process';

/** Processes with one session of one thread each: two use two cores better than one session of two threads does. */
const processes = 2;
/** How long a process waits for more work before it ends and gives its memory back, in milliseconds. */
const idleTime = 60_000;

type Batch = { texts: string[]; attempts: number; resolve(vectors: Float32Array[]): void; reject(error: Error): void };
type Embedder = { child: ChildProcess; batch?: Batch; idle?: NodeJS.Timeout };

const waiting: Batch[] = [];
const embedders: Embedder[] = [];
let nextId = 0;

/** The vectors of a few texts, in order, made by the next free embedding process. */
export function embedInProcess(texts: string[]): Promise<Float32Array[]> {
  return new Promise((resolve, reject) => {
    waiting.push({ texts, attempts: 0, resolve, reject });
    handOut();
  });
}

/** Ends the processes at once; those of a script would otherwise live on for a minute, those of a portal end with it. */
export function closeEmbeddingPool(): void {
  for (const embedder of embedders.splice(0)) embedder.child.kill();
}

function handOut(): void {
  while (waiting.length > 0) {
    const free = embedders.find((embedder) => !embedder.batch) ?? (embedders.length < processes ? start() : undefined);
    const batch = free && waiting.shift();
    if (!free || !batch) return;
    clearTimeout(free.idle);
    free.batch = batch;
    hold(free, true);
    free.child.send({ id: nextId++, texts: batch.texts } satisfies EmbeddingTask);
  }
}

function start(): Embedder {
  const file = path.resolve('lib/ai/embedding/embedding-process.ts');
  const child = fork(/* turbopackIgnore: true */ file, { execArgv: ['--import', 'tsx'], serialization: 'advanced', stdio: 'inherit' });
  const embedder: Embedder = { child };
  embedders.push(embedder);
  child.on('message', (answer: EmbeddingAnswer) => {
    const batch = embedder.batch;
    embedder.batch = undefined;
    if ('vectors' in answer) batch?.resolve(answer.vectors);
    else batch?.reject(new Error(`embedding failed: ${answer.error}`));
    hold(embedder, false);
    embedder.idle = setTimeout(() => child.kill(), idleTime).unref();
    handOut();
  });
  child.on('error', (error) => lost(embedder, error));
  child.on('exit', (code, signal) => lost(embedder, new Error(`the embedding process ended (${signal ?? `code ${code}`})`)));
  return embedder;
}

/** A process that died takes one batch with it; another process gets that batch once more. */
function lost(embedder: Embedder, error: Error): void {
  const place = embedders.indexOf(embedder);
  if (place >= 0) embedders.splice(place, 1);
  const batch = embedder.batch;
  embedder.batch = undefined;
  if (!batch) return;
  batch.attempts += 1;
  if (batch.attempts > 1) batch.reject(error);
  else waiting.unshift(batch);
  handOut();
}

/** Only work that is under way keeps the parent process alive. */
function hold(embedder: Embedder, held: boolean): void {
  const channel = embedder.child.channel;
  if (held) {
    embedder.child.ref();
    channel?.ref();
  } else {
    embedder.child.unref();
    channel?.unref();
  }
}
