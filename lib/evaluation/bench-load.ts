import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOverHttp, type BenchPortal, countReady, type Moments, pauseReading, startBenchPortal, stopBenchPortal, uploadFile } from './bench-portal';
import { percentile } from './measures';
import { memoryBelow } from './process-memory';
import { addPassed, type ProcessTime, ProcessTimes } from './process-time';

export type LoadFigures = {
  files: number;
  /** From the first upload until every document could be searched, and until their sentences were embedded too, in seconds; pauses do not count. */
  readySeconds: number;
  seconds: number;
  /** Milliseconds until the first byte of an answer and until its passages were found, in the pauses of the ingestion and during it. */
  idle: Answers;
  loaded: Answers;
  /** Seconds that each kind of process was on a processor during the ingestion, and that it waited for one. */
  processes: Record<string, ProcessTime>;
  /** Share of the processor time that was not the embedding model's. */
  shareOutsideModel: number;
  /** Share of the time in which the model had nothing to do, though there were files to read; waiting for a processor is not that. */
  modelIdle: number;
  memory: MemorySlope[];
};

type Answers = { questions: number; firstByteP50: number; firstByteP95: number; foundP95: number };
/** Resident memory of a kind of process in MB: on average while each fifth of the files was read, and its growth for 1,000 files after the first fifth. */
export type MemorySlope = { name: string; fifths: number[]; perThousandFiles: number };
type Sample = { ready: number; memory: Map<string, number> };

/** Milliseconds between two looks at the portal's memory. */
const sampleInterval = 2_000;
/** Questions between two pauses, and in one. */
const window = 10;
/** Processes that the model runs in: lib/ai/embedding/embedding-pool.ts */
const embeddingProcesses = 2;

/**
 * Gives a whole portal so many files, and asks it questions meanwhile: what people feel of an ingestion, and what it
 * costs. It is paused again and again, and the same is asked then: on a machine that does other things too, figures
 * that lie apart in time cannot be compared.
 */
export async function benchLoad(files: string[], questions: string[], questionCount: number, progress: (message: string) => void): Promise<LoadFigures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-bench-'));
  const portal = await startBenchPortal(folder);
  const times = new ProcessTimes(portal.process.pid ?? 0);
  try {
    // What is asked about is there in both cases, and everything is loaded and compiled.
    const [first, rest] = [files.slice(0, 10), files.slice(10)];
    for (const file of first) await uploadFile(portal, file);
    while ((await countReady(portal)) < first.length) await sleep(250);
    await quiet(times);
    const idle = new Asking(portal, questions, 0);
    const loaded = new Asking(portal, questions, 1);
    await new Asking(portal, questions, 2).ask(5);
    await idle.ask(window);
    progress('begins');

    const samples: Sample[] = [];
    const passed = new Map<string, ProcessTime>();
    let [isOver, isUploaded, seconds, readySeconds, ready] = [false, false, 0, 0, 0];
    const sampling = sampleUntil(portal, samples, () => isOver);
    const uploading = uploadAll(portal, rest).then(() => void (isUploaded = true));
    // Pauses are spread over the files, so that they take no longer among ten thousand than among a hundred.
    const pauses = Math.ceil(questionCount / window);
    for (let pause = 0; !isOver; pause++) {
      const [start, before, asked] = [performance.now(), await times.look(), loaded.count];
      const isDue = () => isUploaded && pause < pauses && loaded.count - asked >= window && ready >= (files.length * pause) / pauses;
      while (!isOver && !isDue()) {
        await (loaded.count - asked < window ? loaded.ask(1) : sleep(1_000));
        await times.look();
        const fifth = Math.floor((5 * ready) / files.length);
        ready = await countReady(portal);
        if (Math.floor((5 * ready) / files.length) > fifth) progress(`${ready} of ${files.length} documents ready`);
        if (ready < files.length) continue;
        if (readySeconds === 0) readySeconds = seconds + (performance.now() - start) / 1_000;
        isOver = await isQuiet(times);
      }
      seconds += (performance.now() - start) / 1_000;
      addPassed(passed, before, await times.look());
      if (isOver) break;
      await pauseReading(portal, true);
      await quiet(times);
      await idle.ask(window);
      await pauseReading(portal, false);
    }
    await uploading;
    await sampling;
    if (idle.count < questionCount) await idle.ask(questionCount - idle.count);
    // Answering is not ingestion: the web server's time is left out.
    const ran = [...passed].filter(([name]) => name !== 'web').reduce((sum, [, time]) => sum + time.ran, 0);
    const model = passed.get('embedding') ?? { ran: 0, waited: 0 };
    return {
      files: rest.length,
      readySeconds,
      seconds,
      idle: idle.figures(),
      loaded: loaded.figures(),
      processes: Object.fromEntries(passed),
      shareOutsideModel: 1 - model.ran / ran,
      modelIdle: Math.max(0, 1 - (model.ran + model.waited) / (embeddingProcesses * seconds)),
      memory: slopesOf(samples, files.length),
    };
  } finally {
    await stopBenchPortal(portal);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Until nothing is embedded any more: documents become ready before their sentences are. */
async function quiet(times: ProcessTimes): Promise<void> {
  while (!(await isQuiet(times))) await sleep(250);
}

async function isQuiet(times: ProcessTimes): Promise<boolean> {
  const embedded = async () => {
    const { ran, waited } = (await times.look()).get('embedding') ?? { ran: 0, waited: 0 };
    return ran + waited;
  };
  const before = await embedded();
  await sleep(3_000);
  return (await embedded()) - before < 0.05;
}

async function uploadAll(portal: BenchPortal, files: string[]): Promise<void> {
  for (const file of files) await uploadFile(portal, file);
}

/** Asks the questions in turn with a pause between, from the first again after the last. */
class Asking {
  private readonly moments: Moments[] = [];

  /** `kind`: which of several that ask the same. */
  constructor(
    private readonly portal: BenchPortal,
    private readonly questions: string[],
    private readonly kind: number,
  ) {}

  get count(): number {
    return this.moments.length;
  }

  async ask(times: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      const round = Math.floor(this.count / this.questions.length);
      // White space makes a question new to the cache of vectors and the same to everything else.
      this.moments.push(await askOverHttp(this.portal, `${this.questions[this.count % this.questions.length]}${' '.repeat(3 * round + this.kind)}`));
      await sleep(500);
    }
  }

  figures(): Answers {
    const [firstBytes, found] = [this.moments.flatMap(({ firstByte = [] }) => firstByte), this.moments.flatMap(({ found = [] }) => found)];
    return { questions: firstBytes.length, firstByteP50: percentile(firstBytes, 0.5), firstByteP95: percentile(firstBytes, 0.95), foundP95: percentile(found, 0.95) };
  }
}

async function sampleUntil(portal: BenchPortal, samples: Sample[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const memory = new Map<string, number>();
    // Several processes of one kind count together: the model's are two.
    for (const { name, resident } of await memoryBelow(portal.process.pid ?? 0)) memory.set(name, (memory.get(name) ?? 0) + resident);
    samples.push({ ready: await countReady(portal), memory });
    await sleep(sampleInterval);
  }
}

/** By least squares over the time after the first fifth, in which caches and heaps find their size. */
function slopesOf(samples: Sample[], files: number): MemorySlope[] {
  const settled = samples.filter(({ ready }) => ready >= files / 5);
  const names = [...new Set(settled.flatMap(({ memory }) => [...memory.keys()]))];
  return names.map((name) => {
    const points = settled.flatMap(({ ready, memory }) => (memory.has(name) ? [{ x: ready, y: memory.get(name) ?? 0 }] : []));
    const mean = (of: (point: { x: number; y: number }) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
    const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
    const spread = mean((point) => (point.x - x) ** 2);
    const slope = spread === 0 ? 0 : mean((point) => (point.x - x) * (point.y - y)) / spread;
    return { name, fifths: fifthsOf(samples, name, files), perThousandFiles: Math.round(1_000 * slope) };
  });
}

function fifthsOf(samples: Sample[], name: string, files: number): number[] {
  return Array.from({ length: 5 }, (_, fifth) => {
    const sizes = samples.filter(({ ready }) => Math.min(Math.floor((5 * ready) / files), 4) === fifth).flatMap(({ memory }) => memory.get(name) ?? []);
    return sizes.length === 0 ? 0 : Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  });
}
