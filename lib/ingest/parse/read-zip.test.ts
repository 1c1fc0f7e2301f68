import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format';
import { parseFile } from './parse';
import { listZip, readZip } from './read-zip';
import { testFile, wordFile, zipOf } from './test-files';

describe('C3: hostile archives', () => {
  it('refuses a bomb from the central directory, before anything is inflated', async () => {
    const bomb = Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(1_000_000) }));
    bomb.writeUInt32LE(310_000_000, bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    const file = await testFile(bomb);
    const before = process.memoryUsage().rss;
    const started = performance.now();
    await expect(detectFormat(file, 'bomb.docx')).rejects.toMatchObject({ code: 'too_large:archive' });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    await expect(parseFile({ path: file, name: 'bomb.docx', format: 'docx' })).rejects.toMatchObject({ code: 'too_large:archive' });
  });

  it('refuses a bomb of many middle-sized parts by its ratio', async () => {
    const part = new Uint8Array(3_000_000);
    const file = await testFile(zipSync(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`word/part${index}.xml`, part]))));
    await expect(listZip(file)).rejects.toMatchObject({ code: 'too_large:archive' });
  });

  it('refuses 100,000 entries', async () => {
    const entries: Record<string, Uint8Array> = {};
    for (let index = 0; index < 100_000; index += 1) entries[`${index}`] = new Uint8Array(0);
    await expect(listZip(await testFile(zipSync(entries, { level: 0 })))).rejects.toMatchObject({ code: 'too_large:archive' });
  });

  it('does not believe sizes that lie', async () => {
    const archive = Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(50_000_000) }));
    // Local header and central directory both claim ten bytes.
    archive.writeUInt32LE(10, 22);
    archive.writeUInt32LE(10, archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    const file = await testFile(archive);
    const before = process.memoryUsage().rss;
    await expect(readZip(file, () => true)).rejects.toMatchObject({ code: 'unsupported:damaged' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('does not follow archives inside archives', async () => {
    const inner = zipOf({ 'word/document.xml': 'inner' });
    const contents = await readZip(await testFile(zipOf({ 'word/inner.zip': inner })), () => true);
    expect([...contents.keys()]).toEqual(['word/inner.zip']);
    expect(contents.get('word/inner.zip')?.length).toBe(inner.length);
  });

  it.each(['../../evil.txt', '/etc/evil.txt'])('refuses the entry name %s', async (name) => {
    await expect(listZip(await testFile(zipOf({ [name]: 'x' })))).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });

  it('calls a truncated archive damaged', async () => {
    const whole = wordFile('<w:p><w:r><w:t>Hello</w:t></w:r></w:p>');
    await expect(detectFormat(await testFile(whole.subarray(0, whole.length - 40)), 'letter.docx')).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });

  it('passes over a few stray bytes after the end, but not over more', async () => {
    const archive = zipOf({ 'a.txt': 'hello' });
    for (const stray of ['\0', '\r\n']) {
      const contents = await readZip(await testFile(Buffer.concat([archive, Buffer.from(stray)])), () => true);
      expect(contents.get('a.txt')).toEqual(Buffer.from('hello'));
    }
    await expect(listZip(await testFile(Buffer.concat([archive, Buffer.alloc(100)])))).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });

  it('reads an honest archive', async () => {
    const contents = await readZip(await testFile(zipOf({ 'a.txt': 'hello', 'b.txt': 'no' })), (name) => name === 'a.txt');
    expect(contents.get('a.txt')).toEqual(Buffer.from(strToU8('hello')));
    expect(contents.has('b.txt')).toBe(false);
  });
});
