import { describe, expect, it } from 'vitest';
import { decodeText } from '@/lib/ingest/parse/decode-text';
import { bodyInUnicode } from './body-in-unicode';

const words = 'Привет, мир';
/** The words as windows-1251 and KOI8-R write them: both are sound texts in either encoding, with other letters. */
const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0x20, 0xec, 0xe8, 0xf0]);
const koi8 = Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4, 0x2c, 0x20, 0xcd, 0xc9, 0xd2]);
const read = (body: Buffer, contentType: string) => decodeText(bodyInUnicode(body, contentType)).text;

describe('a body in Unicode', () => {
  it.each([
    [cyrillic, 'text/plain; charset=windows-1251'],
    [koi8, 'text/plain;charset="koi8-r"'],
    [Buffer.from(words, 'utf16le'), 'text/csv; header=present; CHARSET=UTF-16LE'],
    [Buffer.from(words), 'text/plain; charset=utf-8'],
  ])('is read in the encoding that the server names (%#)', (body, contentType) => {
    expect(read(body, contentType)).toBe(words);
  });

  it('takes the word of the server before that of the page', () => {
    const page = Buffer.concat([Buffer.from('<meta charset="windows-1252"><p>'), cyrillic]);
    expect(read(page, 'text/html; charset=windows-1251')).toContain(words);
    expect(read(page, 'text/html')).not.toContain(words);
  });

  it.each([
    [Buffer.from(words), 'text/html; charset=iso-8859-1'],
    [Buffer.from(`\ufeff${words}`, 'utf16le'), 'text/html; charset=windows-1251'],
    [cyrillic, 'text/plain; charset=no-such-thing'],
    [cyrillic, 'application/pdf; charset=windows-1251'],
    [Buffer.from([0x61, 0x81, 0x0a]), 'text/plain; charset=gb18030'],
    [Buffer.from('plain'), 'text/plain; charset=windows-1251'],
  ])('stays as it is where its bytes say something else, or where nothing has to be said (%#)', (body, contentType) => {
    expect(bodyInUnicode(body, contentType)).toBe(body);
  });
});
