import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { countTokens } from '@/lib/ai/embedding/embed';
import { chunk } from '@/lib/ingest/chunk';
import { embeddedText } from '@/lib/ingest/embedded-text';
import { detectFormat } from '@/lib/ingest/parse/detect-format';
import { parseFile } from '@/lib/ingest/parse/parse';
import { sentencesOf } from '@/lib/ingest/sentences';
import type { NewPassage } from '@/lib/retrieval/passage-store';
import type { BeirFolder, Entry } from './beir-folder';
import { clusteredVectors } from './clustered-vectors';
import { cutEntry } from './cut-entry';
import type { EmbeddingCache } from './embedding-cache';
import { mulberry32 } from './measures';

/** What a benchmark works with: entries, among them those that answer the questions. */
export type BenchMaterial = { entries: Entry[]; questions: string[] };

/**
 * The judged questions of a folder, and up to `count` entries: first those that answer the questions, in the order of
 * the questions, so that even a few pages of them answer the first ones.
 */
export async function benchMaterial(folder: BeirFolder, count: number): Promise<BenchMaterial> {
  const questions = folder.queries.filter((query) => folder.judgements.has(query.id));
  const wanted = new Map<string, number>();
  for (const id of questions.flatMap((query) => [...(folder.judgements.get(query.id)?.keys() ?? [])])) {
    if (!wanted.has(id)) wanted.set(id, wanted.size);
  }
  const answering: Entry[] = [];
  const others: Entry[] = [];
  for await (const entry of folder.entries) {
    if (entry.text.trim() === '') continue;
    if (wanted.has(entry.id)) answering.push(entry);
    else if (others.length < count) others.push(entry);
  }
  answering.sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
  return { entries: [...answering, ...others].slice(0, count), questions: questions.map((query) => query.text) };
}

/** The sample handbook and its questions, for a benchmark without other material: an entry for each passage of it. */
export async function sampleMaterial(): Promise<BenchMaterial> {
  const folder = path.resolve('samples', 'handbook');
  const entries: Entry[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const file = path.join(folder, name);
    const format = await detectFormat(file, name);
    const parsed = await parseFile({ path: file, name, format });
    const title = parsed.title ?? name;
    for (const { ordinal, text } of chunk(parsed, { title, countTokens })) entries.push({ id: `${name} ${ordinal}`, title, text });
  }
  const asked = z.array(z.object({ question: z.string() })).parse(JSON.parse(await readFile(path.resolve('samples', 'questions.json'), 'utf8')));
  return { entries, questions: asked.map(({ question }) => question) };
}

export type BenchPassage = NewPassage & { sentences: Float32Array[] };

/**
 * Endless passages: first those of the entries with their real vectors, then their sentences in new combinations with
 * vectors spread around the real ones. Each has two vectors of sentences.
 */
export async function* benchPassages(entries: Entry[], cache: EmbeddingCache): AsyncGenerator<BenchPassage, never> {
  const cut = entries.flatMap(cutEntry);
  const vectors = await cache.embed(cut.map(embeddedText));
  const spread = clusteredVectors(vectors);
  const near = (vector: Float32Array) => {
    const around = clusteredVectors([vector], Math.round((vector[0] ?? 0) * 1e6));
    return [around.next().value, around.next().value];
  };
  for (const [i, passage] of cut.entries()) {
    const embedding = vectors[i] ?? new Float32Array();
    yield { ...passage, embedding, sentences: near(embedding) };
  }
  const sentences = cut.flatMap(({ text }) => sentencesOf(text, 0).map(({ start, end }) => text.slice(start, end)));
  const random = mulberry32(3);
  const pick = <T>(list: T[], instead: T): T => list[Math.floor(random() * list.length)] ?? instead;
  for (;;) {
    const text = Array.from({ length: 3 + Math.floor(random() * 4) }, () => pick(sentences, '')).join(' ');
    const embedding = spread.next().value;
    const context = pick(cut.map((passage) => passage.context), '');
    yield { ordinal: 0, start: 0, end: text.length, text, context, tokens: countTokens(text), embedding, sentences: near(embedding) };
  }
}
