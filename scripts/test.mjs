// npm test: everything, in the order in which it fails fastest. Ends with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromiumPath } from './chromium.mjs';
import { nodeBinary, prepare, root } from './prepare.mjs';

prepare({ build: true });
const chromium = chromiumPath({ install: Boolean(process.env.CI) });

const reports = path.join(root, 'test-results');
mkdirSync(reports, { recursive: true });
const report = (name) => path.join(reports, `${name}.json`);
for (const name of ['unit', 'e2e']) rmSync(report(name), { force: true });

let passed = 0;
let failed = 0;

check('lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings']);
check('types', ['node_modules/typescript/bin/tsc', '--noEmit']);

run('unit, contract and integration', ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('unit')}`]);
count('unit', (r) => [r.numPassedTests, r.numFailedTests + r.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length]);

if (chromium) {
  run('end to end', ['node_modules/@playwright/test/cli.js', 'test'], { FOOTNOTE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e') });
  count('e2e', (r) => [r.stats.expected + r.stats.flaky, r.stats.unexpected]);
} else {
  console.error('\nNo Chromium was found. Install it (Debian: apt-get install chromium) or set FOOTNOTE_CHROMIUM to its path.');
  failed += 1;
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function run(title, args, env = {}) {
  console.log(`\n── ${title}`);
  return spawnSync(nodeBinary(), args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status;
}

function check(title, args) {
  if (run(title, args) === 0) passed += 1;
  else failed += 1;
}

/** Adds a runner's own figures; a runner that died without a report counts as a failure. */
function count(name, figures) {
  try {
    const [good, bad] = figures(JSON.parse(readFileSync(report(name), 'utf8')));
    passed += good;
    failed += bad;
    if (good + bad === 0) failed += 1;
  } catch {
    failed += 1;
  }
}
