import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format';
import { extractAttachments } from './extract-attachments';
import type { DocumentFormat } from './parsed-document';
import { testFile } from './test-files';
import { emlFile, msgFile } from './test-mail';
import { linksOf, outline, parse } from './test-outline';

async function attachmentsOf(content: string | Uint8Array, format: DocumentFormat): Promise<[string, string][]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'footnote-test-'));
  const found = await extractAttachments({ path: await testFile(content), format, folder });
  expect(await readdir(folder)).toHaveLength(found.length);
  const read = await Promise.all(found.map(async (one): Promise<[string, string]> => [one.name, await readFile(one.path, 'utf8')]));
  await rm(folder, { recursive: true });
  return read;
}

describe('mail (.eml)', () => {
  it('begins with who wrote when to whom, then its text with tables and links, then the names of its attachments', async () => {
    const parsed = await parse(emlFile([{ name: 'offer.txt', content: 'x' }]), 'eml');
    expect(outline(parsed)).toEqual([
      'heading1: Angebot für Stühle',
      'paragraph: From: Doe, Jane <jane@example.com>\nTo: Roe <roe@example.com>, poe@example.com\nCc: a@example.com, b@example.com\nDate: 2026-03-02 09:30 UTC',
      'paragraph: The offer is attached.',
      'table: Chair | Price\nTern | 289',
      'paragraph: Attachments: offer.txt',
    ]);
    expect(linksOf(parsed)).toEqual([['offer', 'https://example.com/offer']]);
    expect(parsed.title).toBe('Angebot für Stühle');
    expect(parsed.report.hidden).toEqual([{ kind: 'marked', count: 1, sample: 'preheader' }]);
  });

  it('reads a mail of plain text in any encoding', async () => {
    const parsed = await parse(Buffer.from('From: a@example.com\r\nSubject: Hello\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n\xcf\xee\xeb\xe5\r\n', 'latin1'), 'eml');
    expect(parsed.text).toBe('Hello\n\nFrom: a@example.com\n\nПоле');
  });

  it('reads mail that was saved as UTF-16, with a byte order mark or after the line of a mailbox', async () => {
    const text = 'From: a@example.com\nSubject: Grüße\n\nThe chairs are here.\n';
    for (const file of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`), Buffer.from(`From a@example.com Wed Jul 20 17:35:09 2016\n${text}`)]) {
      expect(await detectFormat(await testFile(file), 'a.eml')).toBe('eml');
      expect(await parse(file, 'eml')).toMatchObject({ title: 'Grüße', text: 'Grüße\n\nFrom: a@example.com\n\nThe chairs are here.' });
    }
  });

  it('gives its attachments, mails among them, but not the pictures of its text', async () => {
    const inner = emlFile([{ name: 'deep.txt', content: 'deep' }]);
    const found = await attachmentsOf(emlFile([{ name: '../../evil.txt', content: 'words' }, { name: 'forwarded.eml', content: inner, type: 'message/rfc822' }]), 'eml');
    expect(found.map(([name]) => name)).toEqual(['../../evil.txt', 'forwarded.eml']);
    expect(found[0]?.[1]).toBe('words');
    const logo = 'From: a@example.com\r\nSubject: x\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src="cid:logo"> hello\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n';
    expect(await attachmentsOf(logo, 'eml')).toEqual([]);
  });

  it('C3: parts nested without end are refused', async () => {
    const nested = Array.from({ length: 200 }, (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`).join('');
    await expect(parse(`From: a@example.com\r\nSubject: x\r\n${nested}\r\nwords`, 'eml')).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });
});

describe('mail of Outlook (.msg)', () => {
  const file = msgFile({ subject: 'Angebot für Stühle', body: 'The offer is attached.', attachment: { name: 'offer.txt', content: 'words of the offer' } });

  it('reads as other mail does', async () => {
    const parsed = await parse(file, 'msg');
    expect(outline(parsed)).toEqual(['heading1: Angebot für Stühle', 'paragraph: From: Jane Doe <jane@example.com>\nTo: Roe <roe@example.com>', 'paragraph: The offer is attached.', 'paragraph: Attachments: offer.txt']);
    expect(await attachmentsOf(file, 'msg')).toEqual([['offer.txt', 'words of the offer']]);
  });

  it('C1: a damaged one is said to be damaged', async () => {
    const broken = Buffer.from(file);
    broken.fill(0xff, 700);
    await expect(parse(broken, 'msg')).rejects.toMatchObject({ code: 'unsupported:damaged' });
  });
});

describe('C1: mail is told by its content', () => {
  const outlook = msgFile({ subject: 's', body: 'b', attachment: { name: 'a', content: 'c' } });

  it.each([
    ['offer.eml', emlFile(), 'eml'],
    ['offer', emlFile(), 'eml'],
    ['notes.txt', emlFile(), 'text'],
    ['offer.msg', outlook, 'msg'],
  ])('%s', async (name, content, format) => {
    expect(await detectFormat(await testFile(content), name)).toBe(format);
  });

  it.each([
    ['1764.M2P', emlFile(), 'unsupported:format'],
    ['offer.eml', 'Just words', 'unsupported:mismatch'],
    ['offer.doc', outlook, 'unsupported:mismatch'],
  ])('%s is refused', async (name, content, code) => {
    await expect(detectFormat(await testFile(content), name)).rejects.toMatchObject({ code });
  });
});
