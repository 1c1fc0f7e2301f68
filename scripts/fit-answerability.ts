// npm run fit:answerability -- ANSWERS [--answered FILE] [--write]: derives the weights by which the built-in model judges
// whether, and how far, the documents answer a question. ANSWERS is what `npm run eval:answers -- … --answers ANSWERS` wrote,
// FILE the same with --questions: many more questions that have an answer. Prints what the weights are worth on tasks of
// ANSWERS in conversations that they were not fitted on; --write puts those fitted on all into the repository.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { evidenceNames } from '@/lib/ai/answerability/evidence';
import { answerabilities } from '@/lib/evaluation/answer-tasks';
import { crossValidate, fitAnswerability, type LabelledEvidence, weightsFile } from '@/lib/evaluation/fit-answerability';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { answered: { type: 'string' }, write: { type: 'boolean', default: false } } });
const [file] = positionals;
if (!file) {
  console.error('usage: npm run fit:answerability -- ANSWERS [--answered FILE] [--write]');
  process.exit(2);
}

const line = z.object({ id: z.string(), answerability: z.enum(answerabilities), evidence: z.record(z.enum(evidenceNames), z.number()) });
const tasks = await readEvidence(file);
const answered = values.answered ? await readEvidence(values.answered) : [];

const options = { folds: 10, draws: 5 };
const draws = crossValidate(tasks, answered, options);
const shown = (values: number[]) => `${(values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3)} (${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)})`;
const four = shown(draws.map((measures) => measures.macroF1));
const two = shown(draws.map((measures) => measures.answerableMacroF1));
console.log(`${tasks.length} tasks and ${answered.length} further answered questions, ${options.folds} folds by conversation, mean of ${options.draws} draws (lowest to highest):`);
console.log(`four classes, macro-F1 ${four}; answerable against unanswerable ${two}`);
if (values.write) {
  const provenance = [
    `Derived by \`npm run fit:answerability\` from the ${tasks.length} tasks of mtrag/answerability and ${answered.length} further questions that have an`,
    'answer, as `npm run eval:answers` found them; not to be changed by hand. What they are worth on conversations not fitted on,',
    `weights alone: macro-F1 of four classes ${four}, of answerable against unanswerable`,
    `${two}; see docs/measurements.md.`,
  ];
  await writeFile('lib/ai/answerability/weights.ts', weightsFile(fitAnswerability([...tasks, ...answered]), provenance));
  console.log('lib/ai/answerability/weights.ts is written.');
}

async function readEvidence(path: string): Promise<LabelledEvidence[]> {
  return (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((text): LabelledEvidence => {
      const { id, answerability, evidence } = line.parse(JSON.parse(text));
      return { is: answerability, conversation: id.split('<::>')[0] ?? id, evidence };
    });
}
