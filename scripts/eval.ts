// npm run eval -- FOLDER [--json FILE] [--field text|lastTurn] [--engine database|meilisearch] [--compare]: how well
// retrieval finds what people judged relevant. FOLDER is in the layout of BEIR: corpus.jsonl[.gz], queries.jsonl,
// qrels.tsv. Vectors are kept between runs in the data folder, under eval-cache. --compare measures Meilisearch's own
// search over the same passages and vectors beside.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type StandAlone, standAlone } from '@/lib/ask/stand-alone';
import { openBeirFolder } from '@/lib/evaluation/beir-folder';
import { EmbeddingCache } from '@/lib/evaluation/embedding-cache';
import { evaluate, evaluationTable } from '@/lib/evaluation/evaluate';
import { isEngine, openScratchPortal } from '@/lib/evaluation/scratch-portal';

const usage = 'usage: npm run eval -- FOLDER [--json FILE] [--field text|lastTurn] [--engine database|meilisearch] [--compare]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    field: { type: 'string', default: 'text' },
    engine: { type: 'string', default: 'database' },
    compare: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (!folder || !isEngine(values.engine) || !['text', 'lastTurn'].includes(values.field)) {
  console.error(usage);
  process.exit(2);
}

const cacheFolder = path.resolve(process.env.FOOTNOTE_DATA || '.data', 'eval-cache');
const data = await openBeirFolder(folder);
const cache = await EmbeddingCache.open(cacheFolder);
const server = { url: process.env.MEILISEARCH_URL, apiKey: process.env.MEILISEARCH_API_KEY };
const portal = await openScratchPortal(values.engine);
try {
  const started = performance.now();
  const asked = new Map<string, StandAlone>();
  for (const { id, text, lastTurn, history } of data.queries) asked.set(id, values.field === 'text' ? { question: text } : await standAlone(history, lastTurn));
  const evaluation = await evaluate(data, cache, (query) => asked.get(query.id) ?? { question: query.text }, (message) => {
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);
  }, values.compare ? { compare: server } : {});
  console.log(evaluationTable(evaluation));
  if (values.json) await writeFile(values.json, `${JSON.stringify(evaluation, null, 2)}\n`);
} finally {
  await cache.close();
  await portal.close();
}
