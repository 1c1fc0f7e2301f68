import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOverHttp, type BenchPortal, countReady, startBenchPortal, stopBenchPortal, uploadFile } from './bench-portal';
import type { Entry } from './beir-folder';
import { mulberry32, percentile } from './measures';
import { cpuBelow, memoryBelow } from './process-memory';

export type LoadFigures = {
  files: number;
  /** From the first upload until every document could be searched, in seconds. */
  readySeconds: number;
  /** Milliseconds until the first byte of an answer and until its passages were found, without and during the ingestion. */
  idle: Answers;
  loaded: Answers;
  /** Seconds of processor time that each kind of process took during the ingestion. */
  cpuSeconds: Record<string, number>;
  /** Share of that time that was not the embedding model's. */
  shareOutsideModel: number;
  memory: MemorySlope[];
};

type Answers = { questions: number; firstByteP50: number; firstByteP95: number; foundP95: number };
/** Resident memory of a kind of process: after the first fifth of the files, at the end, and its growth for 1,000 files in between. */
export type MemorySlope = { name: string; early: number; late: number; perThousandFiles: number };
type Sample = { ready: number; memory: Map<string, number> };

/** Milliseconds between two looks at the portal's memory. */
const sampleInterval = 2_000;

/** Writes text files of a few hundred words each, no two alike, put together from entries. */
export async function writeTexts(folder: string, entries: Entry[], count: number): Promise<string[]> {
  const random = mulberry32(7);
  const files: string[] = [];
  for (let n = 1; n <= count; n++) {
    const parts = Array.from({ length: 4 }, () => entries[Math.floor(random() * entries.length)]).filter((entry) => entry !== undefined);
    const file = path.join(folder, `report-${n}.md`);
    await writeFile(file, `# Report ${n}\n\n${parts.map(({ title, text }, i) => `## ${title || 'Section'} ${n}.${i + 1}\n\n${text}`).join('\n\n')}\n`);
    files.push(file);
  }
  return files;
}

/**
 * Gives a whole portal so many files, and asks it questions meanwhile: what people feel of an ingestion, and what it
 * costs. Idle and loaded figures come from the same portal, minutes apart.
 */
export async function benchLoad(files: string[], questions: string[], questionCount: number, progress: (message: string) => void): Promise<LoadFigures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-bench-'));
  const portal = await startBenchPortal(folder);
  try {
    // What is asked about is there in both cases, and everything is loaded and compiled.
    const [first, rest] = [files.slice(0, 10), files.slice(10)];
    for (const file of first) await uploadFile(portal, file);
    while ((await countReady(portal)) < first.length) await sleep(250);
    await askOverHttp(portal, 'Is everybody ready?');
    await sleep(5_000);
    const idle = await answersTo(portal, questions, questionCount);
    progress('idle answers measured');

    const pid = portal.process.pid ?? 0;
    const cpuBefore = await cpuBelow(pid);
    const start = performance.now();
    const uploading = uploadAll(portal, rest);
    const samples: Sample[] = [];
    let isOver = false;
    const sampling = sampleUntil(portal, samples, () => isOver);
    const answering = answersTo(portal, questions, 0, () => isOver);
    await uploading;
    progress(`${rest.length} files uploaded`);
    for (let ready = 0; ready < files.length; ready = await countReady(portal)) await sleep(500);
    const readySeconds = (performance.now() - start) / 1_000;
    isOver = true;
    const loaded = await answering;
    await sampling;
    progress(`${files.length} documents ready`);
    const cpuAfter = await cpuBelow(pid);
    const cpuSeconds = Object.fromEntries([...cpuAfter].map(([name, seconds]) => [name, seconds - (cpuBefore.get(name) ?? 0)]));
    const whole = Object.values(cpuSeconds).reduce((sum, seconds) => sum + seconds, 0);
    return {
      files: rest.length,
      readySeconds,
      idle,
      loaded,
      cpuSeconds,
      // Answering is not ingestion: the web server's time is left out.
      shareOutsideModel: 1 - (cpuSeconds.embedding ?? 0) / (whole - (cpuSeconds.web ?? 0)),
      memory: slopesOf(samples, files.length),
    };
  } finally {
    await stopBenchPortal(portal);
    await rm(folder, { recursive: true, force: true });
  }
}

async function uploadAll(portal: BenchPortal, files: string[]): Promise<void> {
  for (const file of files) await uploadFile(portal, file);
}

/** Asks the questions in turn with a pause between, from the first again after the last: `atLeast` so many, and on until it is over. */
async function answersTo(portal: BenchPortal, questions: string[], atLeast: number, isOver = () => true): Promise<Answers> {
  const firstBytes: number[] = [];
  const found: number[] = [];
  for (let n = 0; n < atLeast || !isOver(); n++) {
    // White space makes a question new to the cache of vectors and the same to everything else.
    const moments = await askOverHttp(portal, `${questions[n % questions.length]}${' '.repeat(Math.floor(n / questions.length))}`);
    if (moments.firstByte !== undefined) firstBytes.push(moments.firstByte);
    if (moments.found !== undefined) found.push(moments.found);
    await sleep(500);
  }
  return { questions: firstBytes.length, firstByteP50: percentile(firstBytes, 0.5), firstByteP95: percentile(firstBytes, 0.95), foundP95: percentile(found, 0.95) };
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
    return { name, early: points[0]?.y ?? 0, late: points.at(-1)?.y ?? 0, perThousandFiles: Math.round(1_000 * slope) };
  });
}
