// npm run eval:packing -- FOLDER [--json FILE]: how much of what people judged relevant is read for an answer, by how a
// budget of tokens is spent: on passages alone, on their sections, on whole documents. FOLDER is as for npm run eval;
// entries of one source are those whose ids are alike but for the places at their end. No language model takes part.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openBeirFolder } from '@/lib/evaluation/beir-folder';
import { EmbeddingCache } from '@/lib/evaluation/embedding-cache';
import { evaluatePacking, packingTable } from '@/lib/evaluation/evaluate-packing';
import { openScratchPortal } from '@/lib/evaluation/scratch-portal';

/** "502521937_10538-10692-0-150" and "ibmcld_00007-1713-3490" without the places of the entry in its source. */
const sourceOf = (entryId: string) => entryId.replace(/[_-]\d+-\d+(?:-\d+-\d+)?$/, '');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const [folder] = positionals;
if (!folder) {
  console.error('usage: npm run eval:packing -- FOLDER [--json FILE]');
  process.exit(2);
}
const data = await openBeirFolder(folder);
const cache = await EmbeddingCache.open(path.resolve(process.env.FOOTNOTE_DATA || '.data', 'eval-cache'));
const portal = await openScratchPortal();
try {
  const scores = await evaluatePacking(data, cache, sourceOf, (message) => console.error(message));
  console.log(packingTable(scores));
  if (values.json) await writeFile(values.json, `${JSON.stringify(scores, null, 2)}\n`);
} finally {
  await cache.close();
  await portal.close();
}
