import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseFile } from './parse';
import { testFile, wordFile } from './test-files';

async function childCount(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['--ppid', String(process.pid), '-o', 'args=']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter((line) => line.includes('parse-process')).length;
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
