// What a fresh clone lacks: dependencies, the generated database client, the build. Each is made only when it is
// missing or older than what it is made from, so that a second start is quick.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

/** Footnote's own Node 24, from the `node` package. */
export function nodeBinary() {
  return at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

export function prepare({ build }) {
  const installed = at('node_modules', '.footnote-installed');
  const lock = hashOf([at('package-lock.json')]);
  if (read(installed) !== lock || !existsSync(nodeBinary())) {
    console.log('Installing dependencies…');
    const npm = process.env.npm_execpath;
    const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
    // The new modules' `node` must not shadow the one that npm itself runs on while it replaces them.
    run(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], { PATH: pathWithout(at('node_modules', '.bin')) });
    writeFileSync(installed, lock);
  }
  const client = at('lib', 'db', 'generated', '.made-from');
  const schema = hashOf([at('prisma', 'schema.prisma'), at('package-lock.json')]);
  if (read(client) !== schema) {
    console.log('Generating the database client…');
    // Prisma 7 generates without its schema engine, but insists on a path to one.
    run(nodeBinary(), [at('node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
      PRISMA_SCHEMA_ENGINE_BINARY: nodeBinary(),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }, 'quiet');
    writeFileSync(client, schema);
  }
  // What pdf.js loads at run time is served by us; the version in the path lets browsers keep it.
  const pdfjs = at('node_modules', 'pdfjs-dist');
  const assets = at('public', 'pdfjs', JSON.parse(readFileSync(path.join(pdfjs, 'package.json'), 'utf8')).version);
  if (!existsSync(path.join(assets, 'pdf.worker.min.mjs'))) {
    rmSync(at('public', 'pdfjs'), { recursive: true, force: true });
    for (const folder of ['cmaps', 'standard_fonts', 'iccs', 'wasm']) cpSync(path.join(pdfjs, folder), path.join(assets, folder), { recursive: true });
    cpSync(path.join(pdfjs, 'legacy', 'build', 'pdf.worker.min.mjs'), path.join(assets, 'pdf.worker.min.mjs'));
  }
  if (build) {
    const built = at('.next', 'footnote-built-from');
    const sources = hashOf(['app', 'components', 'lib', 'public', 'package-lock.json', 'next.config.ts', 'instrumentation.ts', 'proxy.ts', 'tsconfig.json', 'postcss.config.mjs'].map((name) => at(name)));
    if (read(built) !== sources) {
      console.log('Building…');
      run(nodeBinary(), [at('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }, 'quiet');
      mkdirSync(at('.next'), { recursive: true });
      writeFileSync(built, sources);
    }
  }
}

function run(command, args, env, quiet) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout}${result.stderr}`);
  console.error(`\nThis step failed: ${path.basename(command)} ${args.map((a) => path.relative(root, a) || a).join(' ')}${result.error ? ` (${result.error.message})` : ''}`);
  process.exit(1);
}

function pathWithout(folder) {
  return (process.env.PATH ?? '').split(path.delimiter).filter((entry) => path.resolve(entry) !== folder).join(path.delimiter);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** SHA-256 over the names and contents of files and folders; tests do not count, they are not built. */
function hashOf(places) {
  const hash = createHash('sha256');
  const visit = (place) => {
    if (!existsSync(place)) return;
    if (statSync(place).isDirectory()) {
      if (path.basename(place) === 'generated') return;
      for (const name of readdirSync(place).sort()) visit(path.join(place, name));
    } else if (!/\.test\.tsx?$/.test(place)) {
      hash.update(path.relative(root, place)).update('\0').update(readFileSync(place)).update('\0');
    }
  };
  places.forEach(visit);
  return hash.digest('hex');
}
