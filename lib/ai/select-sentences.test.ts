import { describe, expect, it } from 'vitest';
import { quoteMarkdown } from './quote-markdown';
import { type CandidatePassage, selectSentences } from './select-sentences';

const passage = (number: number, sentences: CandidatePassage['sentences'], more: Partial<CandidatePassage> = {}): CandidatePassage => ({
  number,
  score: 1 / number,
  similarity: 0.5,
  exactShare: 0,
  title: 'Handbook',
  document: 'Handbook',
  sentences,
  ...more,
});

const chosenFrom = (question: string, passages: CandidatePassage[]) => selectSentences(question, passages).map((sentence) => sentence.text);

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

  it('says nothing twice either where it is only needed to read another sentence', () => {
    const announced = (number: number, item: string) =>
      passage(number, [
        { text: 'A new colleague gets a bag on the first day.', similarity: 0.3 },
        { text: `It holds ${item} that the new colleague may keep.`, similarity: 0.9 },
      ], { score: 1 });
    const chosen = chosenFrom('What may a new colleague keep from the bag?', [announced(1, 'a laptop'), announced(2, 'a green umbrella with a long handle')]);
    expect(chosen.filter((text) => text.startsWith('A new colleague'))).toHaveLength(1);
    expect(chosen.filter((text) => /laptop|umbrella/.test(text))).toHaveLength(2);
  });

  it('does not send the reader elsewhere where something answers', () => {
    const sentences = [
      { text: 'For more information about the sauna of the house, see [Sauna](https://house.example/sauna).', similarity: 0.9 },
      { text: 'The sauna opens on Fridays at six.', similarity: 0.7 },
    ];
    expect(chosenFrom('When does the sauna of the house open?', [passage(1, sentences)])).toEqual(['The sauna opens on Fridays at six.']);
    expect(chosenFrom('Where is more information about the sauna?', [passage(1, sentences.slice(0, 1))])).toHaveLength(1);
    const advice = [{ text: 'See a doctor before the sauna.', similarity: 0.8 }, { text: 'The sauna is warm.', similarity: 0.5 }];
    expect(chosenFrom('What should I do before the sauna?', [passage(1, advice)])[0]).toBe('See a doctor before the sauna.');
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

  it('takes a procedure whole, with the words that announce it', () => {
    const sentences = [
      { text: 'Stolen laptops are dealt with like this:', similarity: 0.5 },
      { text: 'Report the theft to the security line.', similarity: 0.9, list: { item: 4, ordered: true } },
      { text: 'Change your password.', similarity: 0.2, list: { item: 5, ordered: true } },
      { text: 'Write down the number of the police report.', similarity: 0.2, list: { item: 6, ordered: true } },
      { text: 'The canteen opens at noon.', similarity: 0.1 },
    ];
    expect(chosenFrom('How do I report a stolen laptop?', [passage(1, sentences)])).toEqual(sentences.slice(0, 4).map((sentence) => sentence.text));
  });

  it('leaves no pronoun dangling: the sentence before comes along, or the sentence is dropped', () => {
    const sentences = [
      { text: 'The probation period lasts six months.', similarity: 0.5 },
      { text: 'It can be extended once by three months.', similarity: 0.9 },
    ];
    expect(chosenFrom('Can the probation period be extended?', [passage(1, sentences)])).toEqual(sentences.map((sentence) => sentence.text));
    const alone = [{ text: 'It can be extended for good reasons by the probation board.', similarity: 0.8 }];
    const elsewhere = passage(2, alone, { score: 1 });
    expect(chosenFrom('Can the probation period be extended?', [passage(1, sentences), elsewhere])).toEqual(sentences.map((sentence) => sentence.text));
  });

  it.each([
    ['When does the archive close?', 'The archive closes on 24 December.', 'The archive closes at the wish of its head.'],
    ['How many rooms does the archive have?', 'The archive has 12 rooms for paper.', 'The archive has many rooms for paper.'],
    ['What is an archive box?', 'An archive box is a box without acid.', 'Buy each archive box early, for a box is sold fast.'],
  ])('prefers what a question of its kind is after: %s', (question, right, wrong) => {
    expect(chosenFrom(question, [passage(1, [{ text: wrong, similarity: 0.7 }, { text: 'Nothing else matters here at all.', similarity: 0 }, { text: right, similarity: 0.7 }])])[0]).toBe(right);
  });

  it('does not begin with words that only introduce a document', () => {
    const policy = [
      { text: 'Valid from 1 January 2026.', similarity: 0.2 },
      { text: 'It says when you get your money back.', similarity: 0.85 },
      { text: 'You get the money back within 10 working days.', similarity: 0.8 },
    ];
    expect(chosenFrom('When do I get my money back?', [passage(1, policy)])).toEqual(['You get the money back within 10 working days.']);
  });

  it('says nothing where there is nothing', () => {
    expect(selectSentences('Anything?', [])).toEqual([]);
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
