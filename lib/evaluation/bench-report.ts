import type { AnswerFigures } from './bench-answers';
import type { IngestFigures } from './bench-ingest';
import type { RetrievalFigures } from './bench-retrieval';

export type BenchReport = {
  machine: { cores: number; processor: string; memoryGigabytes: number; node: string };
  ingest?: IngestFigures;
  retrieval?: RetrievalFigures[];
  answers?: AnswerFigures;
};

/** The figures as tables for a terminal. */
export function benchTables(report: BenchReport): string {
  const { machine, ingest, retrieval, answers } = report;
  const parts = [`${machine.cores} × ${machine.processor}, ${machine.memoryGigabytes} GB, Node ${machine.node}`];
  if (ingest) {
    parts.push(`Ingestion: ${ingestTable(ingest)}`);
  }
  if (retrieval) {
    parts.push(
      'Retrieval without the embedding of the question, in milliseconds',
      table([
        ['passages', 'team', 'its passages', 'p50', 'p95', 'p95 while writing', 'keyword p95', 'vector p95', 'exact p95', 'fuse p95', 'embed p95', 'recall@10', 'database MB'],
        ...retrieval.map((row) => [
          String(row.passages), row.team, String(row.teamPassages), row.p50.toFixed(1), row.p95.toFixed(1), row.writingP95.toFixed(1),
          row.partsP95.keyword.toFixed(1), row.partsP95.vector.toFixed(1), row.partsP95.exact.toFixed(1), row.partsP95.fuse.toFixed(1),
          row.partsP95.embed.toFixed(1), row.recall.toFixed(2), String(row.database?.resident ?? ''),
        ]),
      ]),
    );
  }
  if (answers) {
    parts.push(
      `Answers over HTTP, in milliseconds: ${answers.questions} questions, ${answers.cited} answered with footnotes; all documents ready after ${answers.readySeconds.toFixed(1)} s`,
      table([['moment', 'p50', 'p95'], ...answers.moments.map((row) => [row.moment, row.p50?.toFixed(0) ?? '–', row.p95?.toFixed(0) ?? '–'])]),
      'Memory, in MB',
      table([['process', 'resident', 'peak'], ...answers.memory.map((row) => [row.name, String(row.resident), String(row.peak)])]),
    );
  }
  return parts.join('\n\n');
}

/** What went through ingestion, and how long each stage took. */
export function ingestTable({ files, pages, passages, sentences, stages }: IngestFigures): string {
  const rows = stages.map((row) => [row.stage, row.seconds.toFixed(2), row.pagesPerSecond.toFixed(1), row.passagesPerSecond.toFixed(1)]);
  return `${files} files, ${pages} pages, ${passages} passages, ${sentences} sentences\n\n${table([['stage', 'seconds', 'pages/s', 'passages/s'], ...rows])}`;
}

/** Rows in columns, the first of which is flush left. */
export function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}
