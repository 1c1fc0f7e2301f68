import { describe, expect, it } from 'vitest';
import { epubFile } from './test-files';
import { outline, parse } from './test-outline';

describe('EPUB', () => {
  it('reads the chapters in reading order, without the contents page', async () => {
    const parsed = await parse(epubFile(['<h1>One</h1><p>First &amp; foremost.</p><img src="a.png" alt="A map"/>', '<h1>Two</h1><p hidden="">secret</p><ul><li>point</li></ul>']), 'epub');
    expect(outline(parsed)).toEqual(['heading1: One', 'paragraph: First & foremost.', 'paragraph: A map', 'heading1: Two', 'list-item: point']);
    expect(parsed.title).toBe('The book');
    expect(parsed.report).toMatchObject({ imagesSkipped: 1, hidden: [{ kind: 'marked', count: 1, sample: 'secret' }] });
  });

  it('says that a protected book cannot be read; fonts that are only mangled do not matter', async () => {
    const encryption = (part: string) => ({ 'META-INF/encryption.xml': `<encryption><EncryptedData><CipherData><CipherReference URI="${part}"/></CipherData></EncryptedData></encryption>` });
    await expect(parse(epubFile(['<p>x</p>'], encryption('OPS/chapter%201.xhtml')), 'epub')).rejects.toMatchObject({ code: 'unsupported:password' });
    expect((await parse(epubFile(['<p>x</p>'], encryption('OPS/font.otf')), 'epub')).text).toBe('x');
  });

  it('C4: an entity in its description leads nowhere', async () => {
    await expect(parse(epubFile(['<p>x</p>'], { 'META-INF/container.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><container>&x;</container>' }), 'epub')).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });
});
