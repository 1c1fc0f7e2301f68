// The supervisor behind `npm start`: database, worker and web as three processes that live and end together.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseConfig, ConfigError } from '@/lib/config/config';
import { portalSecret } from '@/lib/config/portal-secret';
import { backgroundEnvironment } from '@/lib/db/background-work';
import { migrate } from '@/lib/db/migrate';

/** How long running answers and jobs may take to finish after a stop was asked for, in milliseconds. */
const drainTime = 25_000;
const dev = process.argv.includes('--dev');

type Part = { name: 'database' | 'worker' | 'web'; process: ChildProcess };
const parts: Part[] = [];
let stopping = false;

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  await start();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  await stop(1);
}

async function start(): Promise<void> {
  const dataFolder = path.resolve(process.env.FOOTNOTE_DATA || '.data');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  process.env.FOOTNOTE_DATA = dataFolder;
  process.env.AUTH_SECRET ??= await portalSecret(dataFolder);
  const own = !process.env.DATABASE_URL;
  // The rest of the configuration is checked before anything is started.
  parseConfig({ ...process.env, ...(own && { DATABASE_URL: 'postgresql://localhost' }) });
  if (own) {
    process.env.DATABASE_URL = await startDatabase(dataFolder);
    process.env.FOOTNOTE_EMBEDDED_DATABASE = '1';
  }
  const settings = parseConfig(process.env);

  const applied = await migrate(settings.databaseUrl);
  if (applied.length > 0) console.log(`Database ready (${applied.length} migration${applied.length > 1 ? 's' : ''} applied).`);
  const { prepareRetrieval } = await import('@/lib/retrieval/prepare-retrieval');
  for (const notice of await prepareRetrieval()) console.warn(notice);
  const { prepareJobs } = await import('@/lib/jobs/jobs');
  await prepareJobs();
  const { openSetup } = await import('@/lib/auth/open-setup');
  const setupToken = await openSetup();
  const { disconnect } = await import('@/lib/db/client');
  await disconnect();

  watch('worker', fork('lib/processes/worker.ts', { execArgv: ['--import', 'tsx'], stdio: 'inherit', env: { ...process.env, ...backgroundEnvironment } }));
  const next = path.resolve('node_modules/next/dist/bin/next');
  watch(
    'web',
    spawn(process.execPath, [next, dev ? 'dev' : 'start', '-p', String(settings.port), '-H', settings.host], {
      stdio: ['ignore', dev ? 'inherit' : 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1', ...(!dev && { NEXT_MANUAL_SIG_HANDLE: '1' }) },
    }),
  );

  await healthy(settings.port, settings.host);
  if (stopping) return;
  const loopback = ['127.0.0.1', 'localhost', '::1'].includes(settings.host);
  if (!loopback && !settings.portalUrl.startsWith('https:')) {
    console.warn('\nThis portal is open to your network over plain HTTP: passwords travel unencrypted. Put a proxy with HTTPS before it and set PORTAL_URL.');
  }
  console.log(`\nFootnote is running at ${settings.portalUrl}`);
  const linkFile = path.join(dataFolder, 'setup-link');
  if (setupToken) {
    const link = `${settings.portalUrl}/setup?token=${setupToken}`;
    // For whoever starts the portal in the background and never sees this output.
    await writeFile(linkFile, `${link}\n`, { mode: 0o600 });
    console.log(`Create the owner's account here (this link works once):\n  ${link}`);
  }
}

function startDatabase(dataFolder: string): Promise<string> {
  const child = fork('lib/processes/database.ts', [dataFolder], { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
  watch('database', child);
  return new Promise((resolve) => {
    child.on('message', (message: { type: string; url: string }) => {
      if (message.type === 'ready') resolve(message.url);
    });
  });
}

function watch(name: Part['name'], child: ChildProcess): void {
  parts.push({ name, process: child });
  child.on('exit', (code, signal) => {
    if (stopping) return;
    console.error(`The ${name} process ended (${signal ?? `code ${code}`}); stopping the portal.`);
    void stop(1);
  });
}

async function healthy(port: number, host: string): Promise<void> {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  while (!stopping) {
    const answer = await fetch(`http://${address}:${port}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // The database goes last: the others still have work to record.
  await Promise.all(parts.filter((part) => part.name !== 'database').map((part) => end(part.process)));
  await Promise.all(parts.filter((part) => part.name === 'database').map((part) => end(part.process)));
  process.exit(code);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), drainTime);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
