import { describe, expect, it } from 'vitest';
import type { CandidatePassage } from '../select-sentences';
import { choicesFor, completeQuestion } from './choices';
import { evidenceOf } from './evidence';
import { judge, stances, withoutLead } from './judge';
import { missingTerms } from './missing-terms';
import { namesOfQuestion, shapeOfQuestion } from './question-shape';

const passage = (number: number, more: Partial<CandidatePassage> = {}): CandidatePassage => ({
  number, score: 1, similarity: 0.6, exactShare: 0, title: 'Handbook', document: 'Handbook', sentences: [{ text: 'The fee is five euros.', similarity: 0.6 }], ...more,
});

describe('the shape of a question', () => {
  it.each([
    ['How do I report sick?', 'how-to'], ['How many days are there?', 'how-many'], ['By when must it be paid?', 'when'], ['Who approves it?', 'who'],
    ['What is a passage?', 'definition'], ['Wie viele Tage habe ich?', 'how-many'], ['Wann schließt das Archiv?', 'when'], ['Tell me about the sauna', 'other'],
  ])('%s: %s', (question, kind) => {
    expect(shapeOfQuestion(question).kind).toBe(kind);
  });

  it('tells questions from names, and yes or no from the rest', () => {
    expect(shapeOfQuestion('Is it free?')).toMatchObject({ isYesNo: true, isQuestion: true, hasPronoun: true, isBareName: false });
    expect(shapeOfQuestion('annual leave')).toMatchObject({ isQuestion: false, isBareName: true, isYesNo: false });
    expect(shapeOfQuestion('How many domains are included in the plan?').definite).toEqual(['plan']);
  });

  it('knows names within a question', () => {
    expect(namesOfQuestion('Did Emilia Clarke live in Paris in 1999?')).toEqual(['Emilia Clarke', 'Paris', '1999']);
    expect(namesOfQuestion('Is it available in Spanish? Really not?')).toEqual(['Spanish']);
  });
});

describe('evidence', () => {
  it('measures what was found against the question, and the question against its conversation', () => {
    const found = [passage(1, { score: 2, similarity: 0.7 }), passage(2, { score: 1, exactShare: 0.5 })];
    expect(evidenceOf({ own: 'What is the fee?', wording: 'What is the fee?', earlier: [] }, found)).toMatchObject({ passage: 0.7, sentence: 0.6, words: 1, exact: 0.5, together: 1, lead: 0.5, unnamed: 1, yesNo: 0 });
    expect(evidenceOf({ own: 'What is the fee?', wording: 'What is the fee?', earlier: [] }, found).margin).toBeCloseTo(0.1);
    expect(evidenceOf({ own: 'What is the fee?', wording: 'What is the fee?', earlier: ['Is there a fee?'] }, found)).toMatchObject({ unnamed: 0 });
    expect(evidenceOf({ own: 'Anything?', wording: 'Anything?', earlier: [] }, [])).toMatchObject({ passage: 0, sentence: 0, words: 0, together: 0, lead: 0, margin: 0 });
  });

  it('counts words in a sentence the more the nearer it is to the nearest', () => {
    const together = (near: number) => {
      const sentences = [{ text: 'Something else stands here.', similarity: 0.8 }, { text: 'The fee is five euros.', similarity: near }];
      return evidenceOf({ own: 'What is the fee?', wording: 'What is the fee?', earlier: [] }, [passage(1, { sentences })]).together;
    };
    expect(together(0.8)).toBe(1);
    expect(together(0.4)).toBeCloseTo(0.5);
  });

  it('leaves out how far the best passage leads where that says nothing', () => {
    const asked = { own: 'What is the fee?', wording: 'What is the fee?', earlier: [] };
    const leading = withoutLead(evidenceOf(asked, [passage(1, { score: 2, similarity: 0.9 }), passage(2, { similarity: 0.1 })]));
    const alone = withoutLead(evidenceOf(asked, [passage(1, { score: 2, similarity: 0.9 }), passage(2, { score: 2, similarity: 0.8 })]));
    expect(judge(leading)).toEqual(judge(alone));
  });

  it('makes chances, whose sum is one, and moves them the right way', () => {
    const evidence = evidenceOf({ own: 'What is the fee?', wording: 'What is the fee?', earlier: [] }, [passage(1, { similarity: 0.8 })]);
    const chances = judge(evidence);
    expect(stances.reduce((sum, stance) => sum + chances[stance], 0)).toBeCloseTo(1);
    const weaker = judge({ ...evidence, passage: 0.1, sentence: 0.1, together: 0.1 });
    expect(weaker.answered).toBeLessThan(chances.answered);
  });
});

describe('what a question may mean', () => {
  const row = (name: string) => ({ text: `${name} | 5`, similarity: 0.5, shown: `Plan: ${name}; Domains: 5`, row: { table: 3, header: ['Plan', 'Domains'], cells: [name, '5'] } });

  const chosen = (passages: CandidatePassage[], ...places: [number, number][]) =>
    places.flatMap(([number, index]) => {
      const sentence = passages.find((one) => one.number === number)?.sentences[index];
      return sentence ? [{ passage: number, index, text: sentence.text, sentence }] : [];
    });

  it('is what stands in the first column of a table, where that is what was spoken of', () => {
    const table = [passage(1, { sentences: [row('Basic'), row('Plus')] })];
    const ask = (question: string) => choicesFor(question, table, chosen(table, [1, 0]));
    expect(ask('How many domains are included in the plan?')).toEqual({ labels: ['Basic', 'Plus'], kind: 'Plan' });
    expect(ask('How many domains are included in the plan Basic?')).toBeUndefined();
    expect(ask('Which plans are there?')).toBeUndefined();
  });

  it('is the section, or the document, of sentences that answer; what the question names is not asked', () => {
    const cards = [passage(1, { sentences: ['Gold card', 'Silver card'].map((section) => ({ text: `It costs a lot.`, similarity: 0.5, section })) })];
    expect(choicesFor('What does the card cost?', cards, chosen(cards, [1, 0], [1, 1]))).toEqual({ labels: ['Gold card', 'Silver card'] });
    expect(choicesFor('What does the gold card cost?', cards, chosen(cards, [1, 0], [1, 1]))).toBeUndefined();
    expect(choicesFor('What does it cost?', cards, chosen(cards, [1, 0]))).toBeUndefined();
    const houses = [passage(1, { document: 'Sauna.pdf' }), passage(2, { document: 'Gym.pdf' })];
    expect(choicesFor('What does it cost?', houses, chosen(houses, [1, 0], [2, 0]))).toEqual({ labels: ['Sauna', 'Gym'] });
  });

  it.each([
    ['How does it affect the cell?', 'Diffusion', 'How does Diffusion affect the cell?'],
    ['How many domains are in the plan?', 'Basic', 'How many domains are in the plan (Basic)?'],
    ['What does this card cost?', 'Gold card', 'What does this card cost (Gold card)?'],
    ['price of the card', 'Gold card', 'price of the card (Gold card)?'],
  ])('makes a question: %s + %s', (question, label, expected) => {
    expect(completeQuestion(question, label)).toBe(expected);
  });
});

it('knows which names of a question no passage holds', () => {
  expect(missingTerms('Is the fee in Spain the same as in Italy?', [passage(1, { sentences: [{ text: 'In Spain the fee is five euros.', similarity: 0.5 }] })])).toEqual(['Italy']);
});
