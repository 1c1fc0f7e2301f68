// npm run bench:ingest -- [FOLDER] [--files 1000] [--questions 30] [--json FILE]: what reading many text files costs, and
// what people who ask meanwhile feel of it. FOLDER is in the layout of BEIR; without it the sample handbook serves,
// recombined. Figures that are compared come from the same run.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openBeirFolder } from '@/lib/evaluation/beir-folder';
import { benchIngest } from '@/lib/evaluation/bench-ingest';
import { benchLoad, writeTexts } from '@/lib/evaluation/bench-load';
import { benchMaterial, sampleMaterial } from '@/lib/evaluation/bench-material';
import { ingestReport } from '@/lib/evaluation/ingest-report';
import { openScratchPortal } from '@/lib/evaluation/scratch-portal';

/** Files that are read one after another, for the share of each stage. */
const oneByOne = 30;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string', default: '1000' }, questions: { type: 'string', default: '30' }, json: { type: 'string' } },
});
const [folder] = positionals;
const [count = 0, questionCount = 0] = [Number(values.files), Number(values.questions)];
if (![count, questionCount].every((value) => Number.isInteger(value) && value > 0)) {
  console.error('usage: npm run bench:ingest -- [FOLDER] [--files 1000] [--questions 30] [--json FILE]');
  process.exit(2);
}
const started = performance.now();
const progress = (message: string) => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);

const material = folder ? await benchMaterial(await openBeirFolder(folder), 1_500) : await sampleMaterial();
const scratch = await mkdtemp(path.join(os.tmpdir(), 'footnote-files-'));
try {
  const files = await writeTexts(scratch, material.entries, count + 10);
  const portal = await openScratchPortal();
  const stages = await benchIngest(files.slice(0, oneByOne), 'markdown').finally(() => portal.close());
  progress('stages measured');
  const load = await benchLoad(files, material.questions.slice(0, questionCount), questionCount, progress);
  console.log(ingestReport(stages, load));
  if (values.json) await writeFile(values.json, `${JSON.stringify({ stages, load }, null, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
