import { execFile } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Folders of things that were installed or built, where no Git says so. */
const notWritten = new Set(['node_modules', 'bower_components', '__pycache__', 'venv']);

/**
 * The files of a folder as paths within it, with `/` between: in a Git repository those that Git knows or would add, else
 * all of them. Hidden ones and symbolic links are left out, so that nothing outside of the folder is ever read.
 */
export async function folderFiles(folder: string): Promise<string[]> {
  const listed = (await gitFiles(folder)) ?? (await walk(folder, ''));
  const files: string[] = [];
  for (const file of listed) {
    if (file.split('/').some((part) => part.startsWith('.'))) continue;
    const found = await lstat(path.join(folder, file)).catch(() => undefined);
    if (found?.isFile()) files.push(file);
  }
  return files.sort();
}

async function gitFiles(folder: string): Promise<string[] | undefined> {
  try {
    // A repository can name a program to be run as its file system monitor: it is not.
    const options = ['-c', 'core.fsmonitor=false', '-C', folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const { stdout } = await run('git', options, { maxBuffer: 256 * 1024 * 1024, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' } });
    return stdout.split('\0').filter(Boolean);
  } catch {
    return undefined;
  }
}

async function walk(folder: string, below: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || notWritten.has(entry.name)) continue;
    const file = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await walk(folder, file)));
    else if (entry.isFile()) found.push(file);
  }
  return found;
}
