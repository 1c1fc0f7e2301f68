import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setUpTestDatabase } from '@/lib/db/test-database';
import type { AnswerTask } from './answer-tasks';
import { EmbeddingCache } from './embedding-cache';
import { evaluateAnswers } from './evaluate-answers';

let folder: string;
setUpTestDatabase();
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-answers-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('asks each task after its turns, in a team with its corpus alone, and scores what was answered', async () => {
  const corpus = path.join(folder, 'rules');
  await mkdir(corpus);
  const entries = [
    { _id: 'leave', title: 'Leave', text: 'Full-time employees have thirty days of annual leave.' },
    { _id: 'copy', title: 'Leave in short', text: 'In short: Full-time employees have thirty days of annual leave. Ask your lead.' },
    { _id: 'contractors', title: 'Leave', text: 'Contractors have no annual leave at all.' },
    { _id: 'sauna', title: 'House', text: 'The sauna opens on Fridays at six.' },
  ];
  await writeFile(path.join(corpus, 'corpus.jsonl'), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const task = (id: string, question: string, more: Partial<AnswerTask>): AnswerTask => ({ id, collection: 'rules', answerability: 'ANSWERABLE', question, history: [], reference: '', relevant: [], ...more });
  const cache = await EmbeddingCache.open(path.join(folder, 'cache'));
  const { evaluation, answers } = await evaluateAnswers(
    [
      task('sauna', 'On which day does the sauna open?', { reference: 'The sauna opens on Fridays at six.', relevant: ['sauna'] }),
      task('follow-up', 'And for contractors?', { history: [{ question: 'How many days of annual leave do employees have?', answer: 'Thirty.' }], reference: 'None.', relevant: ['contractors'] }),
      task('nothing', 'What is the capital of Australia?', { answerability: 'UNANSWERABLE', reference: 'Nobody knows.' }),
    ],
    new Map([['rules', corpus]]),
    cache,
    () => {},
  );
  await cache.close();
  expect(answers.map(({ taken }) => taken)).toEqual(['ANSWERABLE', 'ANSWERABLE', 'UNANSWERABLE']);
  expect(answers[0]?.text).toContain('The sauna opens on Fridays at six.[^1]');
  expect(answers[1]?.text).toContain('Contractors have no annual leave at all.');
  expect(evaluation).toMatchObject({ citationRecall: 1, spanPrecision: 1, tasks: 3, unsupported: 0, abstention: { answerableMacroF1: 1, macroF1: 1 } });
  expect(answers[0]?.evidence?.words).toBeGreaterThan(0.5);
  expect(evaluation.tokenF1).toBeLessThan(1);
});
