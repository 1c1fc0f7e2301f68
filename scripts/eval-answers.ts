// npm run eval:answers -- FOLDER [--corpora DIR] [--json FILE] [--answers FILE] [--kept DIR] [--questions]: how good answers are, and
// whether the portal knows when not to answer. FOLDER holds tasks.jsonl: conversations with a reference answer, the
// entries it rests on, and whether the collection answers it. The corpora (in the layout of BEIR) stand beside FOLDER by
// the name of their collection, or in DIR. With --kept, what was loaded stays in that folder and serves the next run,
// too. With --questions, the judged questions of these corpora are asked instead, all of which have an answer there. The model is the one that the environment names, or the built-in one.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { environmentModel } from '@/lib/ai/language-models';
import { answerabilities, findCorpora, judgedQuestions, readAnswerTasks } from '@/lib/evaluation/answer-tasks';
import { EmbeddingCache } from '@/lib/evaluation/embedding-cache';
import { evaluateAnswers } from '@/lib/evaluation/evaluate-answers';
import { openScratchPortal } from '@/lib/evaluation/scratch-portal';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { corpora: { type: 'string' }, json: { type: 'string' }, answers: { type: 'string' }, kept: { type: 'string' }, questions: { type: 'boolean', default: false } } });
const [folder] = positionals;
if (!folder) {
  console.error('usage: npm run eval:answers -- FOLDER [--corpora DIR] [--json FILE] [--answers FILE] [--kept DIR] [--questions]');
  process.exit(2);
}

const all = await readAnswerTasks(folder);
const corpora = findCorpora(all, folder, values.corpora);
const tasks = values.questions ? (await Promise.all([...corpora].map(([collection, place]) => judgedQuestions(collection, place)))).flat() : all.filter((task) => corpora.has(task.collection));
for (const [collection, left] of Map.groupBy(all.filter((task) => !corpora.has(task.collection)), (task) => task.collection)) {
  console.log(`${left.length} tasks on ${collection} are left out: its corpus is not there.`);
}
if (tasks.length === 0) {
  console.error('There is no corpus for any task. Name the folder that holds them with --corpora.');
  process.exit(1);
}

const cache = await EmbeddingCache.open(path.resolve(process.env.FOOTNOTE_DATA || '.data', 'eval-cache'));
const portal = await openScratchPortal('database', values.kept);
try {
  const started = performance.now();
  const { evaluation, answers } = await evaluateAnswers(tasks, corpora, cache, (message) => {
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);
  });
  const { abstention } = evaluation;
  const model = environmentModel();
  console.log(`${evaluation.tasks} tasks, model: ${model.model ?? model.provider}`);
  console.log(`citation precision ${evaluation.citationPrecision.toFixed(3)}, recall ${evaluation.citationRecall.toFixed(3)}; quoted exactly ${evaluation.spanPrecision.toFixed(3)}`);
  console.log(`token F1 ${evaluation.tokenF1.toFixed(3)}, ROUGE-L ${evaluation.rougeL.toFixed(3)}; sentences marked as not found ${evaluation.unsupported}`);
  console.log(`four classes: macro-F1 ${abstention.macroF1.toFixed(3)}; answerable against unanswerable: ${abstention.answerableMacroF1.toFixed(3)}`);
  console.log(`${'is \\ taken for'.padEnd(16)}${answerabilities.map((name) => name.padStart(16)).join('')}`);
  for (const is of answerabilities) console.log(is.padEnd(16) + answerabilities.map((taken) => String(abstention.confusion[is][taken]).padStart(16)).join(''));
  if (values.json) await writeFile(values.json, `${JSON.stringify(evaluation, null, 2)}\n`);
  if (values.answers) {
    const lines = answers.map(({ task, taken, text, citations, evidence }) => JSON.stringify({ id: task.id, answerability: task.answerability, taken, question: task.question, text, reference: task.reference, evidence, cited: citations.map((citation) => citation.entryId) }));
    await writeFile(values.answers, `${lines.join('\n')}\n`);
  }
} finally {
  await cache.close();
  await portal.close();
}
