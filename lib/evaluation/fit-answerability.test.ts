import { expect, it } from 'vitest';
import { type Evidence, evidenceNames } from '@/lib/ai/answerability/evidence';
import { judge } from '@/lib/ai/answerability/judge';
import { crossValidate, fitAnswerability, type LabelledEvidence, weightsFile } from './fit-answerability';

const evidence = (more: Partial<Evidence>): Evidence => ({ ...(Object.fromEntries(evidenceNames.map((name) => [name, 0])) as Evidence), ...more });
const tasks = Array.from({ length: 40 }, (_, i): LabelledEvidence => {
  const answers = i % 4 !== 0;
  return { is: answers ? 'ANSWERABLE' : 'UNANSWERABLE', conversation: String(i), evidence: evidence({ sentence: (answers ? 0.7 : 0.3) + (i % 5) * 0.02, pronoun: Math.floor(i / 4) % 2 }) };
});

it('finds the evidence that tells stances apart, however rare one of them is', () => {
  const weights = fitAnswerability(tasks);
  expect(judge(evidence({ sentence: 0.7, pronoun: 1 }), weights).answered).toBeGreaterThan(0.6);
  expect(judge(evidence({ sentence: 0.3 }), weights).unanswerable).toBeGreaterThan(0.6);
  expect(judge(evidence({ sentence: 0.7 }), weights).partial).toBeLessThan(0.01);
  expect(Math.abs(weights.weights.answered.pronoun)).toBeLessThan(0.2 * weights.weights.answered.sentence);
});

it('is measured on conversations that it was not fitted on, the same each time', () => {
  const draws = crossValidate(tasks, [], { folds: 5, draws: 2 });
  expect(draws.map((draw) => draw.answerableMacroF1)).toEqual([1, 1]);
  // Further questions are fitted on, but not measured, and not fitted on where their conversation is held out.
  const further = tasks.map((task) => ({ ...task, conversation: `other ${task.conversation}` }));
  expect(crossValidate(tasks.slice(0, 4), further, { folds: 4, draws: 1 })[0]?.answerableMacroF1).toBe(1);
  expect(crossValidate(tasks.slice(0, 4), tasks.slice(0, 4), { folds: 4, draws: 1 })).toEqual(crossValidate(tasks.slice(0, 4), [], { folds: 4, draws: 1 }));
  // Where the evidence says nothing, nothing can be learnt by heart.
  const blind = crossValidate(tasks.map((task) => ({ ...task, evidence: evidence({}) })), [], { folds: 5, draws: 2 });
  expect(Math.max(...blind.map((draw) => draw.answerableMacroF1))).toBeLessThan(0.6);
});

it('writes weights as a file with where they come from', () => {
  const text = weightsFile(fitAnswerability(tasks), ['From here.']);
  expect(text.startsWith('// From here.\nimport type')).toBe(true);
  const read = new Function(`return ${text.slice(text.indexOf('= {') + 2).replace(/;\s*$/, '')}`)() as ReturnType<typeof fitAnswerability>;
  expect(read.weights.answered.sentence).toBeCloseTo(fitAnswerability(tasks).weights.answered.sentence, 3);
});
