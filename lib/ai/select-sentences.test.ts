import { describe, expect, it } from 'vitest';
import { quoteMarkdown } from './quote-markdown';
import { type CandidatePassage, selectSentences } from './select-sentences';

const passage = (number: number, sentences: CandidatePassage['sentences'], more: Partial<CandidatePassage> = {}): CandidatePassage => ({
  number,
  score: 1 / number,
  similarity: 0.5,
  exactShare: 0,
  title: 'Handbook',
  sentences,
  ...more,
});
it('answers with the very words of the question, whatever they mean', () => {
  const found = (exactShare: number) => selectSentences('QX-77B', [passage(1, [{ text: 'Model QX-77B weighs two tons.', similarity: 0.1 }], { similarity: 0.1, exactShare })]).found;
  expect(found(1)).toBe(true);
  expect(found(0.3)).toBe(false);
});

const chosenFrom = (question: string, passages: CandidatePassage[]) => selectSentences(question, passages).chosen.map((sentence) => sentence.text);

describe('selecting sentences', () => {
  it('takes the sentence that answers, and not the heading, the header row or the question above it', () => {
    const sentences = [
      { text: 'Annual leave', similarity: 0.9, isHeader: true },
      { text: 'How much annual leave do I have?', similarity: 0.95 },
      { text: 'Every employee has 28 days of annual leave.', similarity: 0.8 },
    ];
    expect(chosenFrom('How much annual leave do I have?', [passage(1, sentences)])).toEqual(['Every employee has 28 days of annual leave.']);
  });

  it('says nothing twice, and reads in the order of the text', () => {
    const sentences = [
      { text: 'Employees have 28 days of leave.', similarity: 0.8 },
      { text: 'After three years it is 30 days of leave.', similarity: 0.82 },
    ];
    const copy = passage(2, [{ text: 'Employees have 28 days of leave!', similarity: 0.8 }]);
    expect(chosenFrom('How many days of leave do employees have?', [passage(1, sentences), copy])).toEqual(sentences.map((sentence) => sentence.text));
  });

  it('adds what follows a sentence that only repeats the question, and the items that a colon announces', () => {
    const policy = [
      { text: 'This is the cancellation policy.', similarity: 0.9 },
      { text: 'Orders can be cancelled until they leave the warehouse.', similarity: 0.4 },
    ];
    expect(chosenFrom('What is the cancellation policy?', [passage(1, policy)])).toEqual(policy.map((sentence) => sentence.text));
    const list = [
      { text: 'A new colleague receives on the first day:', similarity: 0.9 },
      { text: 'a laptop with a bag', similarity: 0.1 },
      { text: 'a key to the front door', similarity: 0.1 },
    ];
    expect(chosenFrom('What does a new colleague receive?', [passage(1, list)])).toEqual(list.map((sentence) => sentence.text));
  });

  it('takes from a table the rows that hold what was asked, as they read by themselves', () => {
    const rows = [
      { text: 'Paris | 180', shown: 'City: Paris; Hotel: 180', similarity: 0.6 },
      { text: 'Lyon | 150', shown: 'City: Lyon; Hotel: 150', similarity: 0.59 },
    ];
    expect(chosenFrom('How much may a hotel in Paris cost?', [passage(1, rows, { similarity: 0.7 })])).toEqual(['City: Paris; Hotel: 180']);
  });

  it('finds nothing where neither meaning nor words come near', () => {
    expect(selectSentences('Who is the king of France?', [passage(1, [{ text: 'Invoices are paid weekly.', similarity: 0.1 }], { similarity: 0.1 })]).found).toBe(false);
    expect(selectSentences('Anything?', []).found).toBe(false);
  });
});

describe('quoting as Markdown', () => {
  it.each([
    ['See [1] and ![x](http://a.example)', 'See \\[1\\] and !\\[x\\](http://a.example)'],
    ['# 1. Title', '\\# 1. Title'],
    ['1. First', '1\\. First'],
    ['- item *bold* _it_ snake_case <b>', '\\- item \\*bold\\* \\_it\\_ snake_case \\<b\\>'],
    ['a | b\n`code` ~x~ \\ &amp; & co', 'a \\| b \\`code\\` \\~x\\~ \\\\ \\&amp; & co'],
    ['---', '\\---'],
  ])('%j', (text, expected) => {
    expect(quoteMarkdown(text)).toBe(expected);
  });
});
