import { readdir, readFile } from 'node:fs/promises';

export type ProcessMemory = {
  name: string;
  /** Resident now, in MB; undefined where the system has no /proc. */
  resident: number;
  /** The most it ever was, in MB. */
  peak: number;
};

/** Resident memory of one process, or undefined where the system does not tell. */
export async function memoryOf(pid: number, name: string): Promise<ProcessMemory | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  if (!status) return undefined;
  const megabytes = (field: string) => Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024);
  return { name, resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

const names: [RegExp, string][] = [
  [/processes\/portal\.ts/, 'supervisor'],
  [/processes\/database\.ts/, 'database'],
  [/processes\/worker\.ts/, 'worker'],
  [/embedding-process/, 'embedding'],
  [/parse-process/, 'parsers'],
  [/next-server|dist\/bin\/next/, 'web'],
];

/** All processes below one, each named by what it runs. */
export async function memoryBelow(pid: number): Promise<ProcessMemory[]> {
  const found: ProcessMemory[] = [];
  for (const [child, name] of await namedDescendants(pid)) {
    const memory = await memoryOf(child, name);
    if (memory) found.push(memory);
  }
  return found.sort((a, b) => b.resident - a.resident);
}

/** The processes below one, each named by what it runs; others are left out. */
export async function namedDescendants(pid: number): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for (const child of await descendants(pid)) {
    const command = (await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const name = names.find(([pattern]) => pattern.test(command))?.[1];
    if (name) found.push([child, name]);
  }
  return found;
}

async function descendants(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (stat) parents.set(Number(name), parent);
  }
  const below = (pid: number): number[] => [...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(root);
}
