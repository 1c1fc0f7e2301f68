// npm run bench -- [FOLDER] [--json FILE] [--sizes 1000,10000,100000] [--teams 20] [--questions 100] [--pages 60]
// [--parts ingest,retrieval,answers] [--engine database|meilisearch]: how fast it is and how much memory it takes.
// FOLDER is in the layout of BEIR (as for `npm run eval`); its entries become the documents and its queries the
// questions. Without it the sample handbook serves, recombined.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openBeirFolder } from '@/lib/evaluation/beir-folder';
import { benchAnswers } from '@/lib/evaluation/bench-answers';
import { benchIngest, writePdfs } from '@/lib/evaluation/bench-ingest';
import { benchMaterial, benchPassages, sampleMaterial } from '@/lib/evaluation/bench-material';
import { type BenchReport, benchTables } from '@/lib/evaluation/bench-report';
import { benchRetrieval } from '@/lib/evaluation/bench-retrieval';
import { EmbeddingCache } from '@/lib/evaluation/embedding-cache';
import { isEngine, openScratchPortal } from '@/lib/evaluation/scratch-portal';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    teams: { type: 'string', default: '20' },
    questions: { type: 'string', default: '100' },
    pages: { type: 'string', default: '60' },
    engine: { type: 'string', default: 'database' },
    parts: { type: 'string', default: 'ingest,retrieval,answers' },
  },
});
const [folder] = positionals;
const sizes = values.sizes.split(',').map(Number);
const [teams = 0, questionCount = 0, pages = 0] = [values.teams, values.questions, values.pages].map(Number);
if (!isEngine(values.engine) || ![...sizes, teams, questionCount, pages].every((value) => Number.isInteger(value) && value > 0)) {
  console.error('usage: npm run bench -- [FOLDER] [--json FILE] [--sizes 1000,10000,100000] [--teams 20] [--questions 100] [--pages 60] [--parts ingest,retrieval,answers] [--engine database|meilisearch]');
  process.exit(2);
}
const parts = new Set(values.parts.split(','));
const started = performance.now();
const progress = (message: string) => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);

const material = folder ? await benchMaterial(await openBeirFolder(folder), 1_500) : await sampleMaterial();
const questions = material.questions.slice(0, questionCount);
const report: BenchReport = {
  machine: {
    cores: os.availableParallelism(),
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
  },
};
const scratch = await mkdtemp(path.join(os.tmpdir(), 'footnote-files-'));
const files = parts.has('ingest') || parts.has('answers') ? await writePdfs(scratch, material.entries, pages) : [];
try {
  if (parts.has('ingest') || parts.has('retrieval')) {
    const portal = await openScratchPortal(values.engine);
    try {
      if (parts.has('ingest')) {
        report.ingest = await benchIngest(files, 'pdf');
        progress('ingestion measured');
      }
      if (parts.has('retrieval')) {
        const cache = await EmbeddingCache.open(path.resolve('.data', 'eval-cache'));
        const passages = benchPassages(material.entries, cache);
        report.retrieval = await benchRetrieval(portal, passages, { sizes, teams, questions, progress });
        await cache.close();
      }
    } finally {
      await portal.close();
    }
  }
  if (parts.has('answers')) report.answers = await benchAnswers(files, questions.slice(0, 30), progress);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
console.log(benchTables(report));
if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
