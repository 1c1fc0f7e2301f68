import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';

const secrets = [
  ['missing', undefined, 'AUTH_SECRET is missing'],
  ['too short', 'short', 'AUTH_SECRET is too short'],
  ['not random', 'x'.repeat(48), 'AUTH_SECRET is not random'],
] as const;

const processes = [
  ['worker', ['--import', 'tsx', 'lib/processes/worker.ts']],
  ['web', ['node_modules/next/dist/bin/next', 'start', '-p', String(Number(process.env.E2E_PORT ?? 3210) + 5), '-H', '127.0.0.1']],
] as const;

for (const [name, args] of processes) {
  for (const [kind, secret, sentence] of secrets) {
    test(`H1: the ${name} process refuses to run with a secret that is ${kind}`, async () => {
      const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', DATABASE_URL: 'postgresql://127.0.0.1:1/none' };
      delete env.AUTH_SECRET;
      if (secret) env.AUTH_SECRET = secret;
      const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      child.stdout.on('data', (data) => (output += data));
      child.stderr.on('data', (data) => (output += data));
      const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
      const code = await new Promise((resolve) => child.on('exit', resolve));
      clearTimeout(timer);
      expect(code, output).toBe(1);
      expect(output).toContain(sentence);
    });
  }
}
