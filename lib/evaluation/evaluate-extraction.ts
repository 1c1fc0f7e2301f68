import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ExtractionScore, scoreExtraction } from './extraction-measures';
import type { Extractor } from './extractors';

export type DocumentScores = {
  /** Name of the document without its ending. */
  name: string;
  /** By the extractor's name; an error's message where it failed. */
  scores: Record<string, ExtractionScore | { error: string }>;
};

export type Means = Record<keyof ExtractionScore, number> & { failed: number };

/** A score that a failed extraction gets: nothing was read. */
const nothing: ExtractionScore = { characterErrorRate: 1, wordErrorRate: 1, wordRecall: 0, wordPrecision: 0, order: undefined };

/** Scores every `name.pdf` of a folder that has a `name.txt`, one after the other. */
export async function evaluateExtraction(folder: string, extractors: Extractor[], onDocument: (document: DocumentScores) => void = () => {}): Promise<DocumentScores[]> {
  const files = new Set(await readdir(folder));
  const names = [...files].flatMap((file) => (file.endsWith('.pdf') && files.has(file.replace(/\.pdf$/, '.txt')) ? [file.slice(0, -4)] : []));
  const documents: DocumentScores[] = [];
  for (const name of names.sort()) {
    const truth = await readFile(path.join(folder, `${name}.txt`), 'utf8');
    const document: DocumentScores = { name, scores: {} };
    for (const extractor of extractors) {
      document.scores[extractor.name] = await extractor.extract(path.join(folder, `${name}.pdf`)).then(
        (text) => scoreExtraction(truth, text),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
    }
    documents.push(document);
    onDocument(document);
  }
  return documents;
}

/** The mean over documents, each counting once; rates above 1 (more wrong than there is) count as 1. */
export function meansOf(documents: DocumentScores[], extractor: string): Means {
  const scores = documents.map(({ scores: byName }) => byName[extractor] ?? { error: 'not run' });
  const read = scores.map((score) => ('error' in score ? nothing : score));
  const mean = (measure: keyof ExtractionScore) => {
    const values = read.flatMap((score) => score[measure] ?? []);
    return values.reduce((sum, value) => sum + Math.min(1, value), 0) / Math.max(1, values.length);
  };
  return {
    characterErrorRate: mean('characterErrorRate'),
    wordErrorRate: mean('wordErrorRate'),
    wordRecall: mean('wordRecall'),
    wordPrecision: mean('wordPrecision'),
    order: mean('order'),
    failed: scores.filter((score) => 'error' in score).length,
  };
}
