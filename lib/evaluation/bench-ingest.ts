import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { countTokens, embedPassages } from '@/lib/ai/embedding/embed';
import type { Embedder } from '@/lib/ai/embedding/embedder';
import { db } from '@/lib/db/client';
import { chunk } from '@/lib/ingest/chunk';
import { claimDocument } from '@/lib/ingest/claim-document';
import { embeddedText } from '@/lib/ingest/embedded-text';
import { fillSentences } from '@/lib/ingest/fill-sentences';
import { fillVectors } from '@/lib/ingest/fill-vectors';
import { endRun, StageClock } from '@/lib/ingest/ingest-run';
import { parseFile } from '@/lib/ingest/parse/parse';
import type { DocumentFormat } from '@/lib/ingest/parse/parsed-document';
import { teamModel } from '@/lib/ingest/team-model';
import { writeVersion } from '@/lib/ingest/write-version';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { writeWords } from '@/lib/retrieval/words/write-words';
import type { Entry } from './beir-folder';
import { createScratchTeam } from './scratch-portal';

export type IngestFigures = {
  files: number;
  pages: number;
  passages: number;
  sentences: number;
  /** In the order in which they happen. A document can be searched after `write`. */
  stages: { stage: string; seconds: number; pagesPerSecond: number; passagesPerSecond: number }[];
};

const stageNames = ['parse', 'cut', 'embed', 'write', 'embed sentences', 'write sentences'] as const;

/** Writes entries into PDF files of about `pages` pages in all, ten to a file. Returns their paths. */
export async function writePdfs(folder: string, entries: Entry[], pages: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const { default: PDFDocument } = await import('pdfkit');
  const paths: string[] = [];
  let next = 0;
  for (let written = 0; written < pages && next < entries.length; ) {
    const pdf = new PDFDocument({ margin: 60, bufferPages: true });
    const file = path.join(folder, `report-${paths.length + 1}.pdf`);
    const stream = pdf.pipe(createWriteStream(file));
    while (pdf.bufferedPageRange().count < Math.min(10, pages - written) && next < entries.length) {
      const entry = entries[next++];
      if (!entry) break;
      pdf.font('Helvetica-Bold').fontSize(15).text(entry.title || `Section ${next}`).moveDown(0.5);
      // The standard fonts hold Latin characters only.
      pdf.font('Helvetica').fontSize(10.5).text(entry.text.replace(/[^\n -~\u00a0-\u00ff]/g, ' ')).moveDown();
    }
    written += pdf.bufferedPageRange().count;
    pdf.end();
    await finished(stream);
    paths.push(file);
  }
  return paths;
}

/**
 * Takes files through every stage of ingestion, one after another, as the worker does and with its functions, and times
 * each. `write` is everything that a document's reading asks of the database, `write sentences` everything that its
 * sharpening does, with the team's vocabulary; only the queue itself is left out. The first few files make
 * the team's indexes, and find nothing compiled or planned yet: with `warmUp`, so many of them are read and not counted.
 */
export async function benchIngest(files: string[], format: DocumentFormat, { name = 'ingest', warmUp = 0 } = {}): Promise<IngestFigures> {
  await prepareJobs();
  const { viewer, collectionId } = await createScratchTeam(name);
  const { teamId, userId } = viewer;
  const { space, embedder } = await teamModel(teamId);
  const milliseconds = new Map<string, number>();
  const timed = async <T>(stage: (typeof stageNames)[number], work: () => Promise<T> | T): Promise<T> => {
    const start = performance.now();
    const result = await work();
    milliseconds.set(stage, (milliseconds.get(stage) ?? 0) + performance.now() - start);
    return result;
  };
  let sentences = 0;
  const sentenceEmbedder: Embedder = {
    ...embedder,
    embed: (texts, options) => {
      sentences += texts.length;
      return timed('embed sentences', () => embedder.embed(texts, options));
    },
  };
  // Its processes take a moment to start; that happens once in a portal's life.
  await embedPassages(Array.from({ length: 64 }, (_, i) => `warm up ${i}`));
  const total = { files: 0, pages: 0, passages: 0 };
  for (const [n, file] of files.entries()) {
    if (n === warmUp) {
      milliseconds.clear();
      Object.assign(total, { files: 0, pages: 0, passages: 0 });
      sentences = 0;
    }
    const name = path.basename(file);
    const { id } = await db().document.create({
      data: {
        teamId, collectionId, name, format, sizeBytes: 0, uploadedById: userId,
        versions: { create: { teamId, number: 1, fileName: name, sha256: '', sizeBytes: 0, uploadedById: userId } },
      },
    });
    const claim = await timed('write', () => claimDocument(id));
    if (!claim) throw new Error('A document could not be claimed.');
    const parsed = await timed('parse', () => parseFile({ path: file, name, format }));
    const passages = await timed('cut', () => chunk(parsed, { title: parsed.title ?? name, countTokens }));
    const { vectors } = await timed('embed', () => embedder.embed(passages.map(embeddedText), { as: 'passage' }));
    await timed('write', async () => {
      await writeVersion(claim, { parsed, passages, embeddings: vectors, space, edits: { count: 0, placements: new Map(), counterparts: new Map() } });
      await endRun(claim, 'ready', new StageClock());
    });
    await timed('write sentences', async () => {
      await writeWords(id);
      await fillVectors(teamId, [id], { space, embedder });
      await fillSentences(teamId, id, { space, embedder: sentenceEmbedder });
    });
    total.pages += parsed.report.pages ?? 0;
    total.passages += passages.length;
    total.files++;
  }
  await stopJobs();
  // Embedding them lies within it.
  milliseconds.set('write sentences', (milliseconds.get('write sentences') ?? 0) - (milliseconds.get('embed sentences') ?? 0));
  const stages = stageNames.map((stage) => {
    const seconds = (milliseconds.get(stage) ?? 0) / 1000;
    return { stage, seconds, pagesPerSecond: total.pages / seconds, passagesPerSecond: total.passages / seconds };
  });
  return { ...total, sentences, stages };
}
