// npm run attacks [-- --json FILE]: brings documents and questions that mean harm into a portal of their own, asks the
// built-in model and one that obeys every order it reads, and says what held. The same suite is part of npm test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { attackTable } from '@/lib/attacks/attack-table';
import type { AttackResult } from '@/lib/attacks/run-attack';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const folder = mkdtempSync(path.join(os.tmpdir(), 'footnote-attacks-'));
const report = path.join(folder, 'report.json');
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'lib/attacks', '--reporter=dot'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, ATTACKS_REPORT: report },
});
try {
  const results = JSON.parse(readFileSync(report, 'utf8')) as Record<string, AttackResult[]>;
  for (const [model, own] of Object.entries(results)) console.log(`${attackTable(model, own)}\n`);
  for (const [model, own] of Object.entries(results)) {
    for (const { kind, name, broken } of own) for (const what of broken) console.log(`broken (${model}, ${kind}, ${name}): ${what}`);
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} catch {
  console.error('The suite ended without a report; npm run unit -- lib/attacks says why.');
}
rmSync(folder, { recursive: true });
process.exit(status ?? 1);
