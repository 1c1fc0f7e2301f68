// npm run bench:ingest -- [FOLDER] [--files 1000] [--questions 30] [--json FILE]: what reading many text files costs, and
// what people who ask meanwhile feel of it. FOLDER is in the layout of BEIR; without it the sample handbook serves,
// recombined. Figures that are compared come from the same run.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { backgroundEnvironment } from '@/lib/db/background-work';
import { openBeirFolder } from '@/lib/evaluation/beir-folder';
import { benchIngest } from '@/lib/evaluation/bench-ingest';
import { benchLoad } from '@/lib/evaluation/bench-load';
import { benchMaterial, sampleMaterial } from '@/lib/evaluation/bench-material';
import { writeShortTexts, writeSpreadTexts } from '@/lib/evaluation/bench-texts';
import { ingestReport } from '@/lib/evaluation/ingest-report';
import { openScratchPortal } from '@/lib/evaluation/scratch-portal';

/** Files that are read one after another, for the share of each stage. */
const oneByOne = 30;
/** And those before them that are not counted. */
const warmUp = 10;

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
  const files = await writeShortTexts(scratch, material.entries, Math.max(count + 10, warmUp + oneByOne));
  const spread = await writeSpreadTexts(scratch, material.entries, oneByOne);
  // As the worker, for whom the database keeps its statements; the portal that comes after has processes of its own.
  Object.assign(process.env, backgroundEnvironment);
  const portal = await openScratchPortal();
  const oneAfterAnother = await (async () => ({
    short: await benchIngest(files.slice(0, warmUp + oneByOne), 'markdown', { name: 'short', warmUp }),
    spread: await benchIngest([...files.slice(0, warmUp), ...spread], 'markdown', { name: 'spread', warmUp }),
  }))().finally(() => portal.close());
  delete process.env.PGAPPNAME;
  progress('stages measured');
  const load = await benchLoad(files.slice(0, count + 10), material.questions.slice(0, questionCount), questionCount, progress);
  console.log(ingestReport(oneAfterAnother, load));
  if (values.json) await writeFile(values.json, `${JSON.stringify({ oneAfterAnother, load }, null, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
