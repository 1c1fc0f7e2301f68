import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Path of a Chromium or Chrome to test with: FOOTNOTE_CHROMIUM, else one on the PATH. With `install`, Debian's package
 * is installed when there is none. Undefined when nothing is found.
 */
export function chromiumPath({ install = false } = {}) {
  if (process.env.FOOTNOTE_CHROMIUM) return process.env.FOOTNOTE_CHROMIUM;
  const found = () =>
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
      .flatMap((name) => (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name)))
      .find((file) => existsSync(file));
  if (found() || !install) return found();
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  for (const args of [['apt-get', 'update', '-qq'], ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']]) {
    const [command, ...rest] = [...sudo, ...args];
    spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  return found();
}
