import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { countTokens } from '@/lib/ai/embedding/tokens';
import { chunk } from '../chunk';
import { detectFormat } from './detect-format';
import { parseContent } from './parse-content';

const folder = path.join('samples', 'handbook');
const names = readdirSync(folder);

async function read(name: string) {
  const file = path.join(folder, name);
  return parseContent(file, await detectFormat(file, name), 30_000);
}

describe('the sample handbook', () => {
  it('has a document of every format', async () => {
    const formats = await Promise.all(names.map((name) => detectFormat(path.join(folder, name), name)));
    expect(new Set(formats)).toEqual(new Set(['csv', 'docx', 'html', 'markdown', 'pdf', 'pptx', 'text', 'xlsx']));
  });

  it.each(names)('%s is read whole and cut into passages that the model can take', async (name) => {
    const parsed = await read(name);
    expect(parsed.report).toMatchObject({ pagesWithoutText: [], imagesSkipped: 0, notes: [] });
    expect(parsed.text).toBe(parsed.text.normalize('NFC'));
    const passages = chunk(parsed, { title: parsed.title ?? name, countTokens });
    expect(passages.map((passage) => passage.text.replace(/\s/g, '')).join('')).toBe(parsed.text.replace(/\s/g, ''));
    for (const passage of passages) {
      expect(passage.tokens).toBe(countTokens(`${passage.context}\n${passage.text}`) + 2);
      expect(passage.tokens).toBeLessThanOrEqual(256);
    }
  });

  it.each([
    ['cancellation-and-refunds.pdf', 'After production has started | Free | 25 % of the price'],
    ['leave-policy.docx', '26 working days'],
    ['onboarding.pptx', 'The probation period is 6 months'],
    ['per-diem-rates.csv', 'France | Paris | 180'],
    ['price-list.xlsx', 'HP-2010 | Lift sit-stand desk 160 × 80 | Linoleum, steel | 899.00'],
    ['security-guide.md', 'within one hour'],
    ['support-faq.html', 'warranty of 10 years'],
    ['travel-and-expenses.pdf', 'within 30 days of the end of the trip'],
  ])('%s holds what it is asked for', async (name, words) => {
    expect((await read(name)).text).toContain(words);
  });

  it('has questions only about documents that are there', () => {
    const questions = JSON.parse(readFileSync(path.join('samples', 'questions.json'), 'utf8')) as { question: string; document: string }[];
    expect(questions.length).toBeGreaterThanOrEqual(6);
    for (const { document } of questions) expect(names).toContain(document);
  });
});
