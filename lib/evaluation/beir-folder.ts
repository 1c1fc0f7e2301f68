import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

const entry = z.object({ _id: z.string(), title: z.string().nullish(), text: z.string().nullish() });
const turn = z.union([z.string(), z.object({ role: z.string().optional(), text: z.string() })]);
const query = z.object({ _id: z.string(), text: z.string(), lastTurn: z.string().nullish(), history: z.array(turn).nullish() });

export type Entry = { id: string; title: string; text: string };

export type Query = {
  id: string;
  /** The question as it stands alone. */
  text: string;
  /** The question as it was asked, after `history`: the person's earlier questions, oldest first. */
  lastTurn: string;
  history: string[];
};

/** Which entries answer a query, and how well: 0 is not at all. */
export type Judgements = Map<string, Map<string, number>>;

/** A set of entries, queries and judgements in the layout of BEIR. */
export type BeirFolder = { entries: AsyncIterable<Entry>; queries: Query[]; judgements: Judgements };

/** Opens `corpus.jsonl[.gz]`, `queries.jsonl[.gz]` and `qrels.tsv` (or `qrels/test.tsv`) of a folder. */
export async function openBeirFolder(folder: string): Promise<BeirFolder> {
  const queries: Query[] = [];
  for await (const line of linesOf(await fileOf(folder, ['queries.jsonl', 'queries.jsonl.gz']))) {
    const { _id, text, lastTurn, history } = query.parse(JSON.parse(line));
    const asked = (history ?? []).filter((item) => typeof item === 'string' || item.role === undefined || !/^(assistant|agent|system|footnote)$/i.test(item.role));
    queries.push({ id: _id, text, lastTurn: lastTurn ?? text, history: asked.map((item) => (typeof item === 'string' ? item : item.text)) });
  }
  return { entries: await openCorpus(folder), queries, judgements: await judgementsOf(folder) };
}

/** The entries of a folder, which needs to hold nothing else. */
export async function openCorpus(folder: string): Promise<AsyncIterable<Entry>> {
  return entriesOf(await fileOf(folder, ['corpus.jsonl', 'corpus.jsonl.gz']));
}

async function* entriesOf(file: string): AsyncIterable<Entry> {
  for await (const line of linesOf(file)) {
    const { _id, title, text } = entry.parse(JSON.parse(line));
    yield { id: _id, title: title ?? '', text: text ?? '' };
  }
}

async function judgementsOf(folder: string): Promise<Judgements> {
  const judgements: Judgements = new Map();
  const text = await readFile(await fileOf(folder, ['qrels.tsv', 'qrels/test.tsv', 'qrels/dev.tsv']), 'utf8');
  for (const line of text.split(/\r?\n/)) {
    const [queryId, entryId, score] = line.split('\t');
    const grade = Number(score);
    // The first line names the columns.
    if (!queryId || !entryId || !Number.isFinite(grade)) continue;
    const judged = judgements.get(queryId) ?? new Map<string, number>();
    judgements.set(queryId, judged.set(entryId, grade));
  }
  return judgements;
}

async function fileOf(folder: string, names: string[]): Promise<string> {
  const present = await readdir(folder, { recursive: true });
  const name = names.find((candidate) => present.includes(path.normalize(candidate)));
  if (!name) throw new Error(`${folder} has no ${names[0]}.`);
  return path.join(folder, name);
}

async function* linesOf(file: string): AsyncIterable<string> {
  const stream = createReadStream(file);
  const input = file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line;
  }
}
