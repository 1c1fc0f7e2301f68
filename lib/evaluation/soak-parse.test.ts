import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/errors/app-error';
import { damagedFile } from '@/lib/ingest/parse/damaged-file';
import { ParserDied } from '@/lib/ingest/parse/parse-child';
import type { ParsedDocument } from '@/lib/ingest/parse/parsed-document';
import { testFile } from '@/lib/ingest/parse/test-files';
import { faultOf, soakParse, verdictOn, writeMutations } from './soak-parse';

const outcomes = async (paths: string[], timeLimit = 60_000) => {
  const folder = path.dirname(paths[0] ?? '');
  const results = await soakParse(folder, paths.map((file) => path.basename(file)), { workers: 2, timeLimit });
  return Object.fromEntries(results.map(({ file, outcome, reason }) => [file.replace(/^\d+-/, ''), `${outcome} ${reason?.split(': ')[0] ?? ''}`.trim()]));
};

describe('soakParse', () => {
  it('tells files that are read, refused at the door and failed apart, each with its reason', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const files = [
      await testFile('# Title\n\nWords.', 'sound.md'),
      await testFile('GIF89a not a page', 'picture.pdf'),
      await testFile(`%PDF-1.7\n${'x'.repeat(5_000)}`, 'broken.pdf'),
      await testFile('   ', 'empty.txt'),
    ];
    expect(await outcomes(files)).toEqual({
      'sound.md': 'ready',
      'picture.pdf': 'refused unsupported:mismatch',
      'broken.pdf': 'failed unsupported:damaged',
      'empty.txt': 'refused unsupported:empty',
    });
    expect(await outcomes([await testFile('some words '.repeat(3_000_000), 'long.txt')], 100)).toEqual({ 'long.txt': 'failed unsupported:too_slow' });
    warn.mockRestore();
  });

  it('calls every reason that nobody can act on a crash', () => {
    expect(verdictOn(damagedFile(new ParserDied('SIGSEGV')), true)).toEqual({ outcome: 'crashed', reason: 'the parser died of SIGSEGV' });
    expect(verdictOn(new AppError('internal:parse', 'Please try again.'), true).outcome).toBe('crashed');
    expect(verdictOn(new RangeError('Invalid array length'), false)).toEqual({ outcome: 'crashed', reason: 'RangeError: Invalid array length' });
    expect(verdictOn(damagedFile('TypeError'), true).outcome).toBe('failed');
  });

  it('finds places that do not fit the text', () => {
    const sound: ParsedDocument = {
      format: 'pdf',
      text: 'One\n\nTwo',
      blocks: [{ kind: 'heading', level: 1, start: 0, end: 3 }, { kind: 'paragraph', start: 5, end: 8 }],
      pages: [{ number: 1, start: 0, end: 8, width: 100, height: 100, words: [[0, 3, 1, 1, 10, 10]] }],
      report: { pagesWithoutText: [], tables: 0, imagesSkipped: 0, characters: 8, notes: [] },
    };
    expect(faultOf(sound)).toBeUndefined();
    expect(faultOf({ ...sound, blocks: sound.blocks.toReversed() })).toMatch(/heading stands at 0–3, after 8/);
    expect(faultOf({ ...sound, text: 'One\n\nTw' })).toBeDefined();
    expect(faultOf({ ...sound, text: 'One\0\nTwo' })).toBe('the text holds NUL');
    expect(faultOf({ ...sound, text: 'One\n\nTw\ud800' })).toMatch(/half/);
    expect(faultOf({ ...sound, pages: [{ ...(sound.pages[0] ?? { number: 1, start: 0, end: 0, width: 0, height: 0 }), words: [[0, 3, NaN, 1, 1, 1]] }] })).toBe('a word of page 1 stands nowhere');
  });
});

describe('writeMutations', () => {
  let target = '';
  beforeAll(async () => void (target = await mkdtemp(path.join(tmpdir(), 'footnote-mutations-'))));
  afterAll(() => rm(target, { recursive: true, force: true }));

  it('damages copies, the same way for the same seed, and leaves the files alone', async () => {
    const content = 'All that stands in this file. '.repeat(20);
    const file = await testFile(content, 'whole.txt');
    const damage = async () => {
      const names = await writeMutations(path.dirname(file), [path.basename(file)], { count: 4, seed: 3, target });
      return Promise.all(names.map((name) => readFile(path.join(target, name), 'latin1')));
    };
    const first = await damage();
    expect(first).toHaveLength(4);
    for (const damaged of first) expect(damaged).not.toBe(content);
    expect(first.map((damaged) => damaged.length === content.length)).toEqual([true, false, true, false]);
    expect(await damage()).toEqual(first);
    expect(await readFile(file, 'latin1')).toBe(content);
  });
});
