import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOverHttp, countReady, type Moments, startBenchPortal, stopBenchPortal, uploadFile } from './bench-portal';
import { percentile } from './measures';
import { memoryBelow, type ProcessMemory } from './process-memory';

export type AnswerFigures = {
  questions: number;
  /** Answers that had at least one footnote. */
  cited: number;
  /** Milliseconds from the request to each moment of its answer: 50th and 95th percentile; null where it never came. */
  moments: { moment: string; p50: number | null; p95: number | null }[];
  /** From the first upload until every document could be searched, in seconds. */
  readySeconds: number;
  /** Of a portal that has read the files and answered the questions. */
  memory: ProcessMemory[];
};

/** Starts a whole portal, uploads files, and asks questions over HTTP as the page does, with the built-in model. */
export async function benchAnswers(files: string[], questions: string[], progress: (message: string) => void): Promise<AnswerFigures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-bench-'));
  const portal = await startBenchPortal(folder);
  try {
    progress('portal started');
    const start = performance.now();
    for (const file of files) await uploadFile(portal, file);
    while ((await countReady(portal)) < files.length) await sleep(250);
    const readySeconds = (performance.now() - start) / 1000;
    progress(`${files.length} documents ready`);
    // The first answer of a process loads the model and compiles the route.
    await askOverHttp(portal, 'Is everybody ready?');
    const answers: Moments[] = [];
    for (const question of questions) answers.push(await askOverHttp(portal, question));
    const moment = (name: string, of: (answer: Moments) => number | undefined) => {
      const values = answers.map(of).filter((value) => value !== undefined);
      const at = (share: number) => (values.length === 0 ? null : percentile(values, share));
      return { moment: name, p50: at(0.5), p95: at(0.95) };
    };
    return {
      questions: questions.length,
      cited: answers.filter((answer) => answer.citation !== undefined).length,
      moments: [
        moment('first byte', (answer) => answer.firstByte),
        moment('passages found', (answer) => answer.found),
        moment('first citation', (answer) => answer.citation),
        moment('end', (answer) => answer.end),
      ],
      readySeconds,
      memory: await memoryBelow(portal.process.pid ?? 0),
    };
  } finally {
    await stopBenchPortal(portal);
    await rm(folder, { recursive: true, force: true });
  }
}
