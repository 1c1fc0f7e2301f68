import { execFile, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { endKept } from './kept-children';
import { parseFile } from './parse';
import { ParserDied } from './parse-child';
import { drawPdf, scansOf, testFile, wordFile } from './test-files';

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

/** A child that was not there before; it is waited for, because a parser may have to wait for its turn. */
function newChild(before: Set<number>): Promise<number> {
  return vi.waitFor(
    () => {
      const pid = children().find((each) => !before.has(each));
      // Without it 0 would be killed, which is this process with all that belong to it.
      if (pid === undefined) throw new Error('no parser was started');
      return pid;
    },
    { timeout: 30_000, interval: 1 },
  );
}

// Processes that wait for another text are no business of these tests.
beforeEach(endKept);

describe('parseFile', () => {
  it('reads a file in a child process', async () => {
    const path = await testFile('# Hello\n\nWorld');
    const parsed = await parseFile({ path, name: 'hello.md', format: 'markdown' });
    expect(parsed).toMatchObject({ format: 'markdown', title: 'Hello', text: 'Hello\n\nWorld', pages: [] });
    expect(parsed.blocks).toHaveLength(2);
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
    const path = await testFile('{"title": "Sound"}');
    const before = new Set(children());
    const parsing = parseFile({ path, name: 'sound.json', format: 'json' });
    const parser = await newChild(before);
    // The system says only once that children have ended. So whoever looks after another one finds the parser too,
    // here in between: its answer is sent, but not yet read.
    const other = spawn(process.execPath, ['-e', 'process.send(1, () => process.exit())'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    other.once('message', () => waitForEnd(parser));
    waitForEnd(other.pid ?? 0);
    await expect(parsing).resolves.toMatchObject({ format: 'json' });
  });

  it('does not blame the file when it cannot be opened, or when something else ended the parser', async () => {
    await expect(parseFile({ path: '/nowhere/at/all', name: 'a.pdf', format: 'pdf' })).rejects.toMatchObject({ code: 'internal:parse' });
    const before = new Set(children());
    const parsing = parseFile({ path: await testFile('some words '.repeat(3_000_000)), name: 'long.txt', format: 'text' });
    process.kill(await newChild(before), 'SIGKILL');
    await expect(parsing).rejects.toMatchObject({ code: 'internal:parse', cause: { message: expect.stringContaining('SIGKILL') } });
  });

  it.each(['SIGSEGV', 'SIGABRT'] as const)('a parser that dies of %s is not taken for one whose memory was full', async (signal) => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const before = new Set(children());
    const parsing = parseFile({ path: await testFile('some words '.repeat(3_000_000)), name: 'long.txt', format: 'text' });
    process.kill(await newChild(before), signal);
    await expect(parsing).rejects.toMatchObject({ code: 'unsupported:damaged', cause: new ParserDied(signal) });
    log.mockRestore();
  });

  it('a page that ends the parser costs its own words only', async () => {
    const text = await drawPdf((document) => document.fontSize(20).text('The first page of the scan.').addPage().text('The second page of the scan.').addPage().text('The third page of the scan.'));
    const scans = await scansOf(text, [1, 2, 3]);
    const scan = await testFile(await drawPdf((document) => scans.forEach((image, index) => (index > 0 ? document.addPage() : document).image(image, 0, 0, { width: 595 }))));
    const before = new Set(children());
    const seen: number[] = [];
    const parsed = await parseFile({
      path: scan,
      name: 'scan.pdf',
      format: 'pdf',
      onProgress: (share) => {
        seen.push(share);
        // The parser is at the second page now.
        if (seen.length === 1) for (const pid of children()) if (!before.has(pid)) setTimeout(() => process.kill(pid, 'SIGSEGV'), 20);
      },
    });
    expect(parsed.text).toBe('The first page of the scan.\n\nThe third page of the scan.');
    expect(parsed.report).toMatchObject({ pages: 3, pagesWithoutText: [2], recognised: [{ page: 1 }, { page: 3 }] });
    expect(seen).toEqual([1 / 3, 1]);
  }, 120_000);

  it('C5: an outline that leads back to itself costs nothing of the text', async () => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const content = 'BT /F1 24 Tf 72 700 Td (Words on the page) Tj ET';
    const objects = [
      '<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
      '<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 1>>',
      '<</Title(Loop)/Parent 5 0 R/First 6 0 R/Last 6 0 R/Next 6 0 R/Count 1/Dest[3 0 R/Fit]>>',
    ];
    const file = await testFile(`%PDF-1.4\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer\n<</Root 1 0 R/Size 7>>\n%%EOF\n`);
    await expect(parseFile({ path: file, name: 'loop.pdf', format: 'pdf' })).resolves.toMatchObject({ text: 'Words on the page' });
    expect(log.mock.calls.flat().join(' ')).toMatch(/its parser died/);
    log.mockRestore();
  }, 120_000);

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
