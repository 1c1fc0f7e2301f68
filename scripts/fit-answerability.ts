// npm run fit:answerability -- ANSWERS [--write]: derives the weights by which the built-in model judges whether, and how
// far, the documents answer a question. ANSWERS is what `npm run eval:answers -- … --answers ANSWERS` wrote. Prints what
// they are worth on conversations that they were not fitted on; --write puts those fitted on all into the repository.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { evidenceNames } from '@/lib/ai/answerability/evidence';
import { answerabilities } from '@/lib/evaluation/answer-tasks';
import { crossValidate, fitAnswerability, type LabelledEvidence, weightsFile } from '@/lib/evaluation/fit-answerability';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean', default: false } } });
const [file] = positionals;
if (!file) {
  console.error('usage: npm run fit:answerability -- ANSWERS [--write]');
  process.exit(2);
}

const line = z.object({ id: z.string(), answerability: z.enum(answerabilities), evidence: z.record(z.enum(evidenceNames), z.number()) });
const tasks = (await readFile(file, 'utf8'))
  .split('\n')
  .filter(Boolean)
  .map((text): LabelledEvidence => {
    const { id, answerability, evidence } = line.parse(JSON.parse(text));
    return { is: answerability, conversation: id.split('<::>')[0] ?? id, evidence };
  });

const options = { folds: 10, draws: 5 };
const draws = crossValidate(tasks, options);
const shown = (values: number[]) => `${(values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3)} (${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)})`;
const four = shown(draws.map((measures) => measures.macroF1));
const two = shown(draws.map((measures) => measures.answerableMacroF1));
console.log(`${tasks.length} tasks, ${options.folds} folds by conversation, mean of ${options.draws} draws (lowest to highest):`);
console.log(`four classes, macro-F1 ${four}; answerable against unanswerable ${two}`);
if (values.write) {
  const provenance = [
    `Derived by \`npm run fit:answerability\` from the ${tasks.length} tasks of mtrag/answerability, as \`npm run eval:answers\` found them;`,
    `not to be changed by hand. On conversations not fitted on: macro-F1 of four classes ${four},`,
    `of answerable against unanswerable ${two}; see docs/measurements.md.`,
  ];
  await writeFile('lib/ai/answerability/weights.ts', weightsFile(fitAnswerability(tasks), provenance));
  console.log('lib/ai/answerability/weights.ts is written.');
}
