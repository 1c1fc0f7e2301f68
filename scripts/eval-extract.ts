// npm run eval:extract -- FOLDER [--json FILE] [--extractor NAME,NAME]: how well PDFs are read, for
// every `name.pdf` beside a `name.txt` that holds its true text, by Footnote and by other extractors.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { evaluateExtraction, meansOf } from '@/lib/evaluation/evaluate-extraction';
import { extractors } from '@/lib/evaluation/extractors';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, extractor: { type: 'string' } } });
const [folder] = positionals;
const chosen = extractors.filter(({ name }) => !values.extractor || values.extractor.split(',').includes(name));
if (!folder || chosen.length === 0) {
  console.error(`usage: npm run eval:extract -- FOLDER [--json FILE] [--extractor ${extractors.map(({ name }) => name).join(',')}]`);
  process.exit(2);
}

const percent = (share?: number) => (share === undefined ? '–' : (100 * share).toFixed(1)).padStart(8);
const documents = await evaluateExtraction(folder, chosen, ({ name, scores }) => {
  console.log(name);
  for (const [extractor, score] of Object.entries(scores)) {
    if ('error' in score) console.log(`  ${extractor.padEnd(12)} failed: ${score.error}`);
    else console.log(`  ${extractor.padEnd(12)}${[score.characterErrorRate, score.wordErrorRate, score.wordRecall, score.wordPrecision].map(percent).join('')} ${score.order?.toFixed(3) ?? '–'}`);
  }
});
console.log(`\n${documents.length} documents, means in %  CER     WER  recall  precis.  order`);
for (const { name } of chosen) {
  const means = meansOf(documents, name);
  console.log(`${name.padEnd(22)}${[means.characterErrorRate, means.wordErrorRate, means.wordRecall, means.wordPrecision].map(percent).join('')} ${means.order.toFixed(3)}${means.failed > 0 ? `  (${means.failed} failed)` : ''}`);
}
if (values.json) await writeFile(values.json, `${JSON.stringify(documents, null, 2)}\n`);
