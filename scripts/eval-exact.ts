// npm run eval:exact -- FOLDER [--json FILE] [--count 500] [--seed 1] [--misses] [--engine database|meilisearch]: how
// often words that stand in one entry alone are found. FOLDER is in the layout of BEIR; of it only the corpus is read.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Entry, openCorpus } from '@/lib/evaluation/beir-folder';
import { EmbeddingCache } from '@/lib/evaluation/embedding-cache';
import { evaluateExact } from '@/lib/evaluation/evaluate-exact';
import { isEngine, openScratchPortal } from '@/lib/evaluation/scratch-portal';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, count: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' }, misses: { type: 'boolean' }, engine: { type: 'string', default: 'database' } },
});
const [folder] = positionals;
const [count = 0, seed = 0] = [values.count, values.seed].map(Number);
if (!folder || !isEngine(values.engine) || !Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run eval:exact -- FOLDER [--json FILE] [--count 500] [--seed 1] [--misses] [--engine database|meilisearch]');
  process.exit(2);
}

const entries: Entry[] = await Array.fromAsync(await openCorpus(folder));
const cache = await EmbeddingCache.open(path.resolve(process.env.FOOTNOTE_DATA || '.data', 'eval-cache'));
const portal = await openScratchPortal(values.engine);
try {
  const started = performance.now();
  const { evaluation, missed } = await evaluateExact(entries, cache, {
    count,
    seed,
    progress: (message) => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`),
  });
  const percent = (share?: number) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`).padStart(10);
  console.log(`            first 3    phrases identifiers    numbers`);
  for (const [form, { top3, phrase, identifier, number }] of Object.entries(evaluation)) {
    console.log(form.padEnd(9) + percent(top3) + ' ' + percent(phrase) + '  ' + percent(identifier) + ' ' + percent(number));
  }
  if (values.misses) for (const { asked, phrase } of missed) console.log(`missed (${phrase.kind}): ${asked}`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(evaluation, null, 2)}\n`);
} finally {
  await cache.close();
  await portal.close();
}
