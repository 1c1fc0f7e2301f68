// npm start / npm run dev. Written for the machine's own Node (20 or newer): it installs and builds what is missing,
// then hands over to Footnote's own Node 24, which comes with the dependencies.
import { spawn } from 'node:child_process';
import { prepare, nodeBinary, root } from './prepare.mjs';

const dev = process.argv.includes('--dev');
prepare({ build: !dev });

const portal = spawn(nodeBinary(), ['--import', 'tsx', 'lib/processes/portal.ts', ...(dev ? ['--dev'] : [])], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the portal by itself (same process group); a supervisor's SIGTERM must be passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => portal.kill('SIGTERM'));
portal.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
