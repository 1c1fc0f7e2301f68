import { describe, expect, it } from 'vitest';
import { type ExtractiveOptions, extractiveModel, extractiveReport } from './extractive-model';

/** A table of cities, of which one row answers, and others of which little is near: what a small library gives. */
const passages: ExtractiveOptions['passages'] = [
  {
    number: 1, score: 1.6, similarity: 0.6, exactShare: 0.25, title: 'Per diem rates', document: 'Per diem rates.csv',
    sentences: [{ text: 'France | Paris | 180', similarity: 0.5, shown: 'Country: France; City: Paris; Hotel limit per night: 180' }],
  },
  { number: 2, score: 0.7, similarity: 0.2, exactShare: 0, title: 'Leave policy', document: 'Leave policy.docx', sentences: [{ text: 'Leave is requested in writing.', similarity: 0.1 }] },
];

async function stanceOf(searched: number | undefined): Promise<string> {
  const { providerMetadata } = await extractiveModel.doGenerate({ prompt: [], providerOptions: { footnote: { question: 'How much may a hotel in Paris cost?', passages, searched } as never } });
  return extractiveReport.parse(providerMetadata?.footnote).stance;
}

describe('how far an answer reaches', () => {
  it('is not doubted in a small library because its best passages lead by far', async () => {
    expect(await stanceOf(60)).toBe('answered');
    expect(await stanceOf(60_000)).toBe('partial');
  });
});
