// npm run eval:support -- [FOLDER…] [--tasks FOLDER] [--json FILE] [--count 300] [--seed 1] [--misses]: how often the
// check of footnotes catches false claims, and how often it takes true ones for false. Claims are made of the sentences
// of the FOLDERs (in the layout of BEIR), or of the samples. --tasks names a folder of answered questions
// (tasks.jsonl), whose corpora stand beside it: people's own sentences, which rest on known passages.
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { countTokens } from '@/lib/ai/embedding/embed';
import { contentWords } from '@/lib/ai/content-words';
import { findCorpora, readAnswerTasks } from '@/lib/evaluation/answer-tasks';
import { openCorpus } from '@/lib/evaluation/beir-folder';
import { cutEntry } from '@/lib/evaluation/cut-entry';
import { asPacked, evaluateSupport, type Rate, type Reference, type SupportPassage } from '@/lib/evaluation/evaluate-support';
import { chunk } from '@/lib/ingest/chunk';
import { detectFormat } from '@/lib/ingest/parse/detect-format';
import { parseFile } from '@/lib/ingest/parse/parse';
import { sentencesOf } from '@/lib/ingest/sentences';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, tasks: { type: 'string' }, count: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' }, misses: { type: 'boolean' } },
});
const [count = 0, seed = 0] = [values.count, values.seed].map(Number);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run eval:support -- [FOLDER…] [--tasks FOLDER] [--json FILE] [--count 300] [--seed 1] [--misses]');
  process.exit(2);
}
/** Entries that are read of each folder, evenly spread: a multiple of the claims that are made. */
const entriesRead = 10 * count;

const passages = positionals.length > 0 ? (await Promise.all(positionals.map(passagesOfFolder))).flat() : await passagesOfSamples();
const references = values.tasks ? await referencesOf(values.tasks) : [];
console.error(`${passages.length} passages, ${references.length} sentences of references`);
const { evaluation, judged } = await evaluateSupport(passages, references, { count, seed });

const percent = (rate: Rate | undefined) => (rate ? `${(100 * rate.share).toFixed(1).padStart(6)} % of ${rate.of}` : '     –');
console.log('false claims that were caught');
for (const [kind, rate] of Object.entries(evaluation.caught)) console.log(`  ${kind.padEnd(11)}${percent(rate)}`);
console.log('true claims that were taken for false');
for (const [kind, rate] of Object.entries(evaluation.falseAlarms)) console.log(`  ${kind.padEnd(11)}${percent(rate)}`);
const { derived, used } = evaluation.score;
console.log('score               derived  in use');
for (const name of ['meaning', 'threshold', 'wordsThreshold'] as const) console.log(`  ${name.padEnd(18)}${derived[name].toFixed(2)}     ${used[name].toFixed(2)}`);
if (values.misses) {
  for (const { kind, claim, source, problem, score } of judged) {
    const isTrue = kind === 'paraphrase' || kind === 'reference';
    if (isTrue === (problem !== undefined)) console.log(`${kind}${problem ? ` (${problem})` : ''} ${score.toFixed(2)}: ${claim}${source ? `\n    of: ${source}` : ''}`);
  }
}
if (values.json) await writeFile(values.json, `${JSON.stringify(evaluation, null, 2)}\n`);

async function passagesOfFolder(folder: string): Promise<SupportPassage[]> {
  const entries = await Array.fromAsync(await openCorpus(folder));
  const every = Math.max(1, Math.floor(entries.length / entriesRead));
  return entries
    .filter((_, index) => index % every === 0)
    .flatMap((entry) => cutEntry(entry).map((one) => ({ document: entry.title || entry.id.split('-')[0] || entry.id, packed: asPacked(entry.title || entry.id, one) })));
}

async function passagesOfSamples(): Promise<SupportPassage[]> {
  const folder = path.resolve('samples/handbook');
  const found: SupportPassage[] = [];
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const parsed = await parseFile({ path: file, name, format: await detectFormat(file, name) });
    found.push(...chunk(parsed, { title: parsed.title ?? name, countTokens }).map((one) => ({ document: name, packed: asPacked(parsed.title ?? name, one) })));
  }
  return found;
}

/** The sentences of answers that people gave, with all passages that the answer rests on. */
async function referencesOf(folder: string): Promise<Reference[]> {
  const tasks = (await readAnswerTasks(folder)).filter((task) => task.answerability === 'ANSWERABLE');
  const found: Reference[] = [];
  for (const [collection, place] of findCorpora(tasks, folder)) {
    const own = tasks.filter((task) => task.collection === collection);
    const needed = new Set(own.flatMap((task) => task.relevant));
    const packed = new Map<string, ReturnType<typeof asPacked>[]>();
    for await (const entry of await openCorpus(place)) if (needed.has(entry.id)) packed.set(entry.id, cutEntry(entry).map((one) => asPacked(entry.title, one)));
    for (const task of own) {
      const cited = task.relevant.flatMap((id) => packed.get(id) ?? []);
      for (const { start, end } of sentencesOf(task.reference, 0)) {
        const sentence = task.reference.slice(start, end);
        if (cited.length > 0 && contentWords(sentence).length >= 4) found.push({ question: task.question, sentence, passages: cited });
      }
    }
  }
  return found;
}
