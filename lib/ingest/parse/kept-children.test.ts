import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseFile } from './parse';
import type { DocumentFormat } from './parsed-document';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-kept-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function parse(name: string, text: string, format: DocumentFormat = 'markdown', timeLimit?: number): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return (await parseFile({ path: file, name, format, ...(timeLimit !== undefined && { timeLimit }) })).text;
}

/** The parse processes of this test that are alive. */
async function parsers(): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (Number(parent) === process.pid && state !== 'Z' && command.includes('parse-process')) found.push(Number(pid));
  }
  return found;
}

/** Ends a process, and waits until its parent knows. */
async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while ((await parsers()).includes(pid)) await sleep(20);
}

// Only where the system tells how much memory a process has is one kept.
describe.skipIf(process.platform !== 'linux')('a process that has read a text', () => {
  it('reads the next ones too; another format has one of its own, which ends', async () => {
    expect(await parse('a.md', '# A\n\nOne.')).toContain('One.');
    const before = await parsers();
    expect(before).toHaveLength(1);
    expect(await parse('b.md', '# B\n\nTwo.')).toContain('Two.');
    expect(await parse('c.csv', 'a,b\n1,2\n', 'csv')).toContain('1');
    expect(await parsers()).toEqual(before);
    await expect(parse('d.docx', 'no document', 'docx')).rejects.toMatchObject({ code: 'unsupported:damaged' });
    await vi.waitFor(async () => expect(await parsers()).toEqual(before), 10_000);
  });

  it('C2: gives the reason for a file that it refuses, and reads the next one', async () => {
    await expect(parse('empty.md', '   ')).rejects.toMatchObject({ code: 'unsupported:empty' });
    expect(await parse('e.md', '# E\n\nFive.')).toContain('Five.');
  });

  it('J5: costs no file anything when it is ended, while it waits or while it reads', async () => {
    await parse('f.md', '# F\n\nSix.');
    const [waiting = 0] = await parsers();
    await end(waiting);
    expect(await parse('g.md', '# G\n\nSeven.')).toContain('Seven.');
    const [reading = 0] = await parsers();
    // Stopped, it takes the file and never answers; then it is killed.
    process.kill(reading, 'SIGSTOP');
    const text = parse('h.md', '# H\n\nEight.');
    await sleep(50);
    process.kill(reading, 'SIGKILL');
    expect(await text).toContain('Eight.');
  });

  it('is ended by a file that takes too long, which alone is refused', async () => {
    await parse('i.md', '# I\n\nNine.');
    const [slow = 0] = await parsers();
    process.kill(slow, 'SIGSTOP');
    await expect(parse('j.md', '# J\n\nTen.', 'markdown', 300)).rejects.toMatchObject({ code: 'unsupported:too_slow' });
    expect(await parse('k.md', '# K\n\nEleven.')).toContain('Eleven.');
    await vi.waitFor(async () => expect(await parsers()).not.toContain(slow), 10_000);
  });

  it('shares files that come at the same time with one other', async () => {
    const begun = new Set<number>();
    for (const round of ['first', 'second']) {
      const texts = await Promise.all(Array.from({ length: 6 }, (_, n) => parse(`${round}${n}.md`, `# P\n\nNumber ${n}.`)));
      expect(texts.map((text, n) => text.includes(`Number ${n}.`))).toEqual(Array(6).fill(true));
      for (const pid of await parsers()) begun.add(pid);
    }
    expect(begun.size).toBe(2);
  });

  it('C2: keeps no file waiting that comes while two others come to no end', async () => {
    await Promise.all([parse('l.md', '# L\n\nOne.'), parse('m.md', '# M\n\nTwo.')]);
    const stuck = await parsers();
    expect(stuck).toHaveLength(2);
    for (const pid of stuck) process.kill(pid, 'SIGSTOP');
    const late = Promise.all([parse('n.md', '# N\n\nLate.'), parse('o.md', '# O\n\nLate.')]);
    await sleep(200);
    expect(await parse('p.md', '# P\n\nThree.')).toContain('Three.');
    for (const pid of stuck) process.kill(pid, 'SIGKILL');
    expect((await late).every((text) => text.includes('Late.'))).toBe(true);
  });
});
