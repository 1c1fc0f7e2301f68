import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { countTokens, embedPassages } from '@/lib/ai/embedding/embed';
import { db } from '@/lib/db/client';
import { chunk } from '@/lib/ingest/chunk';
import { embeddedText } from '@/lib/ingest/embedded-text';
import { parseFile } from '@/lib/ingest/parse/parse';
import type { DocumentFormat } from '@/lib/ingest/parse/parsed-document';
import { sentencesOf } from '@/lib/ingest/sentences';
import { replacePassages, storeSentences } from '@/lib/retrieval/passage-store';
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

/** Takes files through every stage of ingestion, one after another, with the portal's own functions, and times each. */
export async function benchIngest(files: string[], format: DocumentFormat): Promise<IngestFigures> {
  const team = await createScratchTeam('ingest');
  const { teamId, userId } = team.viewer;
  const milliseconds = new Map<string, number>();
  const timed = async <T>(stage: (typeof stageNames)[number], work: () => Promise<T> | T): Promise<T> => {
    const start = performance.now();
    const result = await work();
    milliseconds.set(stage, (milliseconds.get(stage) ?? 0) + performance.now() - start);
    return result;
  };
  // Its processes take a moment to start; that happens once in a portal's life.
  await embedPassages(Array.from({ length: 64 }, (_, i) => `warm up ${i}`));
  const total = { pages: 0, passages: 0, sentences: 0 };
  for (const file of files) {
    const name = path.basename(file);
    const parsed = await timed('parse', () => parseFile({ path: file, name, format }));
    const passages = await timed('cut', () => chunk(parsed, { title: parsed.title ?? name, countTokens }));
    const vectors = await timed('embed', () => embedPassages(passages.map(embeddedText)));
    const document = await db().document.create({
      data: { teamId, collectionId: team.collectionId, name, format, sizeBytes: 0, uploadedById: userId, state: 'ready' },
    });
    const version = await db().documentVersion.create({
      data: { documentId: document.id, teamId, number: 1, fileName: name, sha256: '', sizeBytes: 0, uploadedById: userId },
    });
    const ids = await timed('write', () =>
      db().$transaction(
        (tx) =>
          replacePassages(tx, {
            teamId, collectionId: team.collectionId, documentId: document.id, versionId: version.id,
            passages: passages.map((passage, i) => ({ ...passage, embedding: vectors[i] ?? new Float32Array() })),
          }),
        { timeout: 60_000 },
      ),
    );
    const spans = passages.flatMap(({ text, start }, i) => sentencesOf(text, start).map((span) => ({ ...span, id: ids[i] ?? '' })));
    const spanVectors = await timed('embed sentences', () => embedPassages(spans.map((span) => parsed.text.slice(span.start, span.end))));
    const sentences = Map.groupBy(
      spans.map((span, i) => ({ ...span, embedding: spanVectors[i] ?? new Float32Array() })),
      (span) => span.id,
    );
    await timed('write sentences', () => storeSentences(db(), sentences));
    total.pages += parsed.report.pages ?? 0;
    total.passages += passages.length;
    total.sentences += spans.length;
  }
  const stages = stageNames.map((stage) => {
    const seconds = (milliseconds.get(stage) ?? 0) / 1000;
    return { stage, seconds, pagesPerSecond: total.pages / seconds, passagesPerSecond: total.passages / seconds };
  });
  return { files: files.length, ...total, stages };
}
