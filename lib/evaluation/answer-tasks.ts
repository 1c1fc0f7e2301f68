import { createReadStream } from 'node:fs';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { openBeirFolder } from './beir-folder';

/** Whether, and how far, the collection answers the last question of a conversation. */
export const answerabilities = ['ANSWERABLE', 'PARTIAL', 'UNANSWERABLE', 'UNDERSPECIFIED'] as const;
export type Answerability = (typeof answerabilities)[number];

const task = z.object({
  _id: z.string(),
  collection: z.string(),
  answerability: z.enum(answerabilities),
  turns: z.array(z.object({ role: z.string(), text: z.string() })).min(1),
  reference: z.string(),
  relevant: z.array(z.string()),
});

export type AnswerTask = {
  id: string;
  /** Name of the folder with its corpus. */
  collection: string;
  answerability: Answerability;
  /** The question, and the turns before it, oldest first. */
  question: string;
  history: { question: string; answer: string }[];
  /** What a person answered, and the entries of the corpus it rests on: only to score with. */
  reference: string;
  relevant: string[];
};

/** Reads `tasks.jsonl` of a folder. */
export async function readAnswerTasks(folder: string): Promise<AnswerTask[]> {
  const tasks: AnswerTask[] = [];
  for await (const line of createInterface({ input: createReadStream(path.join(folder, 'tasks.jsonl')), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { _id, collection, answerability, turns, reference, relevant } = task.parse(JSON.parse(line));
    const question = turns.at(-1)?.text ?? '';
    tasks.push({ id: _id, collection, answerability, question, history: historyOf(turns.slice(0, -1)), reference, relevant });
  }
  return tasks;
}

/** The questions of a corpus for which people judged entries relevant, as they were asked: all of them have an answer there. */
export async function judgedQuestions(collection: string, folder: string): Promise<AnswerTask[]> {
  const { queries, judgements } = await openBeirFolder(folder);
  return queries.flatMap(({ id, lastTurn, history }): AnswerTask[] => {
    const relevant = [...(judgements.get(id) ?? [])].filter(([, grade]) => grade > 0).map(([entry]) => entry);
    if (relevant.length === 0) return [];
    return [{ id, collection, answerability: 'ANSWERABLE', question: lastTurn, history: history.map((question) => ({ question, answer: '' })), reference: '', relevant }];
  });
}

function historyOf(turns: { role: string; text: string }[]): AnswerTask['history'] {
  const history: AnswerTask['history'] = [];
  for (const { role, text } of turns) {
    const last = history.at(-1);
    if (role === 'user') history.push({ question: text, answer: '' });
    else if (last) last.answer = text;
  }
  return history;
}

/** Folders of the corpora that tasks ask for: in `corpora`, or beside the tasks' own folder. Those that are not there are absent. */
export function findCorpora(tasks: AnswerTask[], folder: string, corpora?: string): Map<string, string> {
  const parent = corpora ?? path.dirname(path.resolve(folder));
  const names = [...new Set(tasks.map((one) => one.collection))];
  return new Map(names.map((name): [string, string] => [name, path.join(parent, name)]).filter(([, place]) => existsSync(place)));
}
