import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateExtraction, meansOf } from './evaluate-extraction';
import { extractors } from './extractors';

const truth = 'Every employee has twenty-five days of paid annual leave, and may carry over seven of them.';

describe('evaluateExtraction', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'footnote-extraction-'));
    const document = new PDFDocument();
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const end = new Promise((resolve) => document.on('end', resolve));
    document.text(truth).end();
    await end;
    await writeFile(path.join(folder, 'leave.pdf'), Buffer.concat(chunks));
    await writeFile(path.join(folder, 'leave.txt'), truth);
    await writeFile(path.join(folder, 'alone.pdf'), 'has no text beside it');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('scores what has a true text beside it, by every extractor', async () => {
    const documents = await evaluateExtraction(folder, extractors);
    expect(documents.map(({ name }) => name)).toEqual(['leave']);
    expect(Object.keys(documents[0]?.scores ?? {})).toEqual(['footnote', 'liteparse', 'unpdf']);
    for (const { name } of extractors) expect({ name, ...meansOf(documents, name) }).toMatchObject({ name, characterErrorRate: 0, wordRecall: 1, order: 1, failed: 0 });
  });

  it('counts an extractor that fails as one that read nothing', async () => {
    const documents = await evaluateExtraction(folder, [{ name: 'broken', extract: () => Promise.reject(new Error('no')) }]);
    expect(documents[0]?.scores).toEqual({ broken: { error: 'no' } });
    expect(meansOf(documents, 'broken')).toMatchObject({ characterErrorRate: 1, wordErrorRate: 1, wordRecall: 0, failed: 1 });
  });
});
