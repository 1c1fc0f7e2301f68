// npm run soak:parse -- FOLDER [--json FILE] [--workers 2] [--limit SECONDS] [--mutations COUNT] [--seed 1] [--only TEXT]:
// what becomes of every file of a folder in the real parsers, per first subfolder. Ends with 1 if any crashed or hung.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Outcome, soakParse, type SoakResult, writeMutations } from '@/lib/evaluation/soak-parse';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    workers: { type: 'string', default: '2' },
    limit: { type: 'string', default: '60' },
    mutations: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const [folder] = positionals;
const [workers = 0, limit = 0, mutations = 0, seed = 0] = [values.workers, values.limit, values.mutations, values.seed].map(Number);
if (!folder || ![workers, limit].every((value) => value > 0) || ![mutations, seed].every(Number.isInteger)) {
  console.error('usage: npm run soak:parse -- FOLDER [--json FILE] [--workers 2] [--limit SECONDS] [--mutations COUNT] [--seed 1] [--only TEXT]');
  process.exit(2);
}

const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).filter((file) => file.includes(values.only ?? '')).sort();
const scratch = await mkdtemp(path.join(tmpdir(), 'footnote-soak-'));
// What the parsers say of each damaged file would drown the table.
console.warn = () => {};
let done = 0;
const onResult = (result: SoakResult) => {
  done += 1;
  if (result.outcome === 'crashed' || result.outcome === 'hung') console.error(`${result.outcome}  ${result.file}  ${result.reason}`);
  if (done % 100 === 0) console.error(`${done} of ${files.length + mutations} read`);
};
try {
  const options = { workers, timeLimit: limit * 1000, onResult };
  const results = await soakParse(folder, files, options);
  if (mutations > 0) results.push(...(await soakParse(scratch, await writeMutations(folder, files, { count: mutations, seed, target: scratch }), options)));
  print(results);
  if (values.json) await writeFile(values.json, `${JSON.stringify(results.toSorted((one, other) => one.file.localeCompare(other.file)), null, 2)}\n`);
  process.exitCode = results.some(({ outcome }) => outcome === 'crashed' || outcome === 'hung') ? 1 : 0;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function print(results: SoakResult[]): void {
  const outcomes: Outcome[] = ['ready', 'refused', 'failed', 'crashed', 'hung'];
  const line = (name: string, group: SoakResult[]) =>
    name.padEnd(32) + [group.length, ...outcomes.map((outcome) => group.filter((result) => result.outcome === outcome).length)].map((count) => String(count).padStart(9)).join('');
  console.log(`${''.padEnd(32)}${['files', ...outcomes].map((word) => word.padStart(9)).join('')}`);
  const groups = Map.groupBy(results, ({ file }) => (file.includes(path.sep) ? (file.split(path.sep)[0] ?? '') : '.'));
  for (const [name, group] of [...groups].sort(([one], [other]) => one.localeCompare(other))) console.log(line(name.slice(0, 31), group));
  console.log(line('all', results));
  const told = results.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed');
  const codes = Map.groupBy(told, ({ outcome, reason }) => `${outcome} ${reason?.split(': ')[0]}`);
  for (const [code, group] of [...codes].sort(([, one], [, other]) => other.length - one.length)) console.log(`${String(group.length).padStart(8)}  ${code}`);
}
