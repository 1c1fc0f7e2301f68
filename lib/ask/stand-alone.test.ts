import { describe, expect, it } from 'vitest';
import { readCorrection } from './corrections';
import { standAlone } from './stand-alone';

const leave = 'How many days of annual leave do full-time employees have?';

describe('a question after others, without a language model', () => {
  it.each([
    ['And for contractors?', [leave]],
    ['What about them?', ['Who are contractors?', leave]],
    ['Carry over days?', [leave]],
  ])('%s takes along the words of what was asked before', async (question, history) => {
    const { question: asked, ownWords } = await standAlone(history, question);
    expect(asked.startsWith(question)).toBe(true);
    expect(asked).toContain('annual leave');
    expect(ownWords).toBe(question);
  });

  it.each(['How much may a hotel room cost abroad per night?', 'Printer toner?', 'Sauna?', 'Fire drill'])(
    'a question on another topic takes along nothing: %s',
    async (question) => {
      expect(await standAlone([leave], question)).toEqual({ question });
    },
  );

  it.each([
    ['No, I meant contractors.', 'How many days of annual leave do contractors have?'],
    ['no, i mean sick leave', 'How many days of sick leave do full-time employees have?'],
    ['Sorry, I meant the interns', 'How many days of annual leave do interns have?'],
    ['Not full-time employees, but part-time employees', 'How many days of annual leave do part-time employees have?'],
    ['I meant contractors, not full-time employees.', 'How many days of annual leave do contractors have?'],
    ['No, in weeks, not days', 'How many weeks of annual leave do full-time employees have?'],
    ['Nein, ich meinte contractors', 'How many days of annual leave do contractors have?'],
  ])('a correction takes the place of what it corrects: %s', async (correction, meant) => {
    expect(await standAlone(['Who may work from home?', leave], correction)).toEqual({ question: meant });
  });

  it('a correction that is a question of its own stands alone', async () => {
    const meant = 'can contractors carry days over into the next year?';
    expect((await standAlone([leave], `No, I meant ${meant}`)).question).toBe(meant);
  });

  it('what was corrected is forgotten, also by the questions that follow', async () => {
    const { question } = await standAlone([leave, 'No, I meant contractors.'], 'And when do they have to tell?');
    expect(question).toContain('contractors');
    expect(question).not.toContain('employees');
  });

  it('a correction of nothing that was said is a question of its own', async () => {
    expect(await standAlone([], 'No, I meant contractors')).toEqual({ question: 'No, I meant contractors' });
  });
});

describe('what is a correction', () => {
  it.each(['Not every employee has a car, does that matter?', 'Is there no leave for interns?', 'Nobody told me: when is the sauna open?', 'What is meant by leave?', 'No.'])('not this: %s', (question) => {
    expect(readCorrection(leave, question)?.rest).toBeUndefined();
  });
});
