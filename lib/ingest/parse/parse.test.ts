import { execFile, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { parseFile, ParserDied } from './parse';
import { testFile, wordFile } from './test-files';

async function childCount(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['--ppid', String(process.pid), '-o', 'args=']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter((line) => line.includes('parse-process')).length;
}

function children(): number[] {
  return execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,args=']).toString().split('\n').filter((line) => line.includes('parse-process')).map((line) => Number.parseInt(line, 10));
}

/** Holds up this whole process until another one has ended (and nobody has noticed yet). */
function waitForEnd(pid: number): void {
  while (!/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

describe('parseFile', () => {
  it('reads a file in a child process that ends', async () => {
    const path = await testFile('# Hello\n\nWorld');
    const parsed = await parseFile({ path, name: 'hello.md', format: 'markdown' });
    expect(parsed).toMatchObject({ format: 'markdown', title: 'Hello', text: 'Hello\n\nWorld', pages: [] });
    expect(parsed.blocks).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await childCount()).toBe(0);
  });

  it('C5: a file that takes too long is stopped with a sentence', async () => {
    const path = await testFile('some words '.repeat(3_000_000));
    const started = performance.now();
    await expect(parseFile({ path, name: 'long.txt', format: 'text', timeLimit: 150 })).rejects.toMatchObject({ code: 'unsupported:too_slow' });
    expect(performance.now() - started).toBeLessThan(2_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await childCount()).toBe(0);
  });

  it('C3: a file that needs too much memory ends its own process only', async () => {
    const path = await testFile(`<html><p>${'<b>x</b>'.repeat(2_500_000)}`);
    await expect(parseFile({ path, name: 'page.html', format: 'html' })).rejects.toMatchObject({ code: 'too_large:memory' });
  }, 70_000);

  it.runIf(process.platform === 'linux')('takes an answer that is read only after its process was found to have ended', async () => {
    const path = await testFile('# Sound\n\nNothing is wrong with it.');
    const before = new Set(children());
    const parsing = parseFile({ path, name: 'sound.md', format: 'markdown' });
    const parser = children().find((pid) => !before.has(pid)) ?? 0;
    // The system says only once that children have ended. So whoever looks after another one finds the parser too,
    // here in between: its answer is sent, but not yet read.
    const other = spawn(process.execPath, ['-e', 'process.send(1, () => process.exit())'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    other.once('message', () => waitForEnd(parser));
    waitForEnd(other.pid ?? 0);
    await expect(parsing).resolves.toMatchObject({ title: 'Sound' });
  });

  it('does not blame the file when it cannot be opened, or when something else ended the parser', async () => {
    await expect(parseFile({ path: '/nowhere/at/all', name: 'a.pdf', format: 'pdf' })).rejects.toMatchObject({ code: 'internal:parse' });
    const before = new Set(children());
    const parsing = parseFile({ path: await testFile('some words '.repeat(3_000_000)), name: 'long.txt', format: 'text' });
    process.kill(children().find((pid) => !before.has(pid)) ?? 0, 'SIGKILL');
    await expect(parsing).rejects.toMatchObject({ code: 'internal:parse', cause: { message: expect.stringContaining('SIGKILL') } });
  });

  it.each(['SIGSEGV', 'SIGABRT'] as const)('a parser that dies of %s is not taken for one whose memory was full', async (signal) => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const before = new Set(children());
    const parsing = parseFile({ path: await testFile('some words '.repeat(3_000_000)), name: 'long.txt', format: 'text' });
    process.kill(children().find((pid) => !before.has(pid)) ?? 0, signal);
    await expect(parsing).rejects.toMatchObject({ code: 'unsupported:damaged', cause: new ParserDied(signal) });
    log.mockRestore();
  });

  it('logs why a file was found damaged, and no word of it', async () => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const broken = await testFile(wordFile('<w:p><w:secretword>'));
    await expect(parseFile({ path: broken, name: 'a.docx', format: 'docx' })).rejects.toMatchObject({ code: 'unsupported:damaged' });
    const logged = log.mock.calls.flat().join(' ');
    log.mockRestore();
    expect(logged).toMatch(/a docx file was found damaged: \w*Error/);
    expect(logged).not.toContain('secretword');
  });

  it('passes on what the parser says, and hides what it should not', async () => {
    await expect(parseFile({ path: 'lib/ingest/parse/fixtures/password.pdf', name: 'a.pdf', format: 'pdf' })).rejects.toMatchObject({ code: 'unsupported:password' });
    const broken = await testFile(wordFile('<w:p><w:r>').subarray(0));
    await expect(parseFile({ path: broken, name: 'a.docx', format: 'docx' })).rejects.toMatchObject({
      code: 'unsupported:damaged',
      message: expect.not.stringMatching(/ at |\.js|\/|Error/),
    });
    await expect(parseFile({ path: await testFile(wordFile('<w:p/>')), name: 'a.docx', format: 'docx' })).rejects.toMatchObject({ code: 'unsupported:empty' });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const path = await testFile('some words '.repeat(3_000_000));
    const parsing = parseFile({ path, name: 'long.txt', format: 'text', signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await expect(parsing).rejects.toThrow('enough');
  });
});
