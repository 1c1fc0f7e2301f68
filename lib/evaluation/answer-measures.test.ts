import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureAbstention, rougeL, tokenF1 } from './answer-measures';
import { findCorpora, readAnswerTasks } from './answer-tasks';
import { readStance } from './evaluate-answers';

describe('measures of an answer', () => {
  it('token F1 counts words that both have, each as often as it occurs', () => {
    // 3 of 4 words, and 3 of 3.
    expect(tokenF1('The cat the sat[^1]', 'the cat sat')).toBeCloseTo((2 * 0.75 * 1) / 1.75);
    expect([tokenF1('', 'a'), tokenF1('dogs', 'cats'), tokenF1('Same.[^2]', 'same')]).toEqual([0, 0, 1]);
  });

  it('ROUGE-L counts words in the same order', () => {
    // "police the gunman" has "the gunman" (or "police … gunman") in order: 2 of 3 and 2 of 4.
    expect(rougeL('the gunman police', 'police killed the gunman')).toBeCloseTo((2 * (2 / 3) * (2 / 4)) / (2 / 3 + 2 / 4));
    expect(tokenF1('the gunman police', 'police killed the gunman')).toBeGreaterThan(rougeL('the gunman police', 'police killed the gunman'));
  });

  it('macro-F1 is the mean over the classes, and two classes leave out what is neither', () => {
    const { macroF1, answerableMacroF1, confusion } = measureAbstention([
      { is: 'ANSWERABLE', taken: 'ANSWERABLE' },
      { is: 'ANSWERABLE', taken: 'PARTIAL' },
      { is: 'UNANSWERABLE', taken: 'ANSWERABLE' },
      { is: 'UNANSWERABLE', taken: 'UNANSWERABLE' },
      { is: 'UNDERSPECIFIED', taken: 'UNANSWERABLE' },
    ]);
    // Answerable 1 right, 1 wrong, 1 missed; unanswerable the same; partial and underspecified none right.
    expect(macroF1).toBeCloseTo((0.5 + 0.5 + 0 + 0) / 4);
    expect(answerableMacroF1).toBeCloseTo((4 / 5 + 2 / 3) / 2);
    expect(confusion.ANSWERABLE).toEqual({ ANSWERABLE: 1, PARTIAL: 1, UNANSWERABLE: 0, UNDERSPECIFIED: 0 });
  });
});

it.each([
  ['Up to 140 euros.[^1]', 'ANSWERABLE'],
  ['Up to 140 euros.[^1] Breakfast is free.[^0]', 'PARTIAL'],
  ['I could not find this in your documents.', 'UNANSWERABLE'],
  ['Breakfast is free.[^0]', 'UNANSWERABLE'],
  ['Which plan: Basic or Plus?', 'UNDERSPECIFIED'],
])('reads from %j what the answer did: %s', (text, stance) => {
  expect(readStance(text)).toBe(stance);
});

it('reads tasks, and finds the corpora that are there', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-tasks-'));
  try {
    await mkdir(path.join(folder, 'tasks'));
    await mkdir(path.join(folder, 'here'));
    const turns = [{ role: 'user', text: 'One?' }, { role: 'agent', text: 'First.' }, { role: 'user', text: 'Two?' }];
    const lines = ['here', 'gone'].map((collection) => JSON.stringify({ _id: collection, collection, answerability: 'PARTIAL', turns, reference: 'Second.', relevant: ['e1'] }));
    await writeFile(path.join(folder, 'tasks', 'tasks.jsonl'), `${lines.join('\n')}\n`);
    const tasks = await readAnswerTasks(path.join(folder, 'tasks'));
    expect(tasks[0]).toEqual({ id: 'here', collection: 'here', answerability: 'PARTIAL', question: 'Two?', history: [{ question: 'One?', answer: 'First.' }], reference: 'Second.', relevant: ['e1'] });
    expect([...findCorpora(tasks, path.join(folder, 'tasks'))]).toEqual([['here', path.join(folder, 'here')]]);
    expect(findCorpora(tasks, path.join(folder, 'tasks'), path.join(folder, 'tasks')).size).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
