import type { IngestFigures } from './bench-ingest';
import { ingestTable, table } from './bench-report';
import type { LoadFigures } from './bench-load';

/** The stages of ingestion that are the embedding model's work. */
const modelStages = new Set(['embed', 'embed sentences']);

/** Share of the time that reading text takes outside of the embedding model, one document after another. */
export function shareOutsideModel({ stages }: IngestFigures): number {
  const seconds = (of: (stage: string) => boolean) => stages.filter(({ stage }) => of(stage)).reduce((sum, row) => sum + row.seconds, 0);
  return 1 - seconds((stage) => modelStages.has(stage)) / seconds(() => true);
}

/** Texts of four passages or so each, and texts as long as documents are. */
export type OneAfterAnother = { short: IngestFigures; spread: IngestFigures };

/** The figures of `npm run bench:ingest` for a terminal, each beside what is wanted of it. */
export function ingestReport({ short, spread }: OneAfterAnother, load: LoadFigures): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const { idle, loaded } = load;
  return [
    ...([['Short texts', short], ['Texts of all lengths', spread]] as const).flatMap(([name, figures]) => [
      `${name}, one after another: ${ingestTable(figures)}`,
      `Outside of the embedding model: ${percent(shareOutsideModel(figures))} of the time (wanted: at most 20 %)`,
    ]),
    `A whole portal, short texts: ${load.files} files ready after ${load.readySeconds.toFixed(0)} s, ${(load.files / load.readySeconds).toFixed(1)} a second; their sentences after ${load.seconds.toFixed(0)} s`,
    `Meanwhile the embedding model had nothing to do for ${percent(load.modelIdle)} of the time`,
    table([
      ['answers', 'questions', 'first byte p50, ms', 'first byte p95, ms', 'passages found p95, ms'],
      ...([['in pauses', idle], ['meanwhile', loaded]] as const).map(([name, row]) => [name, String(row.questions), row.firstByteP50.toFixed(0), row.firstByteP95.toFixed(0), row.foundP95.toFixed(0)]),
      ['ratio', '', (loaded.firstByteP50 / idle.firstByteP50).toFixed(2), `${(loaded.firstByteP95 / idle.firstByteP95).toFixed(2)} (wanted: at most 2)`, (loaded.foundP95 / idle.foundP95).toFixed(2)],
    ]),
    'Processor time meanwhile, in seconds',
    table([['process', 'ran', 'waited for a processor'], ...Object.entries(load.processes).map(([name, { ran, waited }]) => [name, ran.toFixed(1), waited.toFixed(1)])]),
    `Of that, without the web server's, outside of the embedding model: ${percent(load.shareOutsideModel)}`,
    'Resident memory in MB, on average while each fifth of the files was read, and its growth after the first',
    table([['process', '1st', '2nd', '3rd', '4th', '5th', 'per 1,000 files'], ...load.memory.map((row) => [row.name, ...row.fifths.map(String), String(row.perThousandFiles)])]),
  ].join('\n\n');
}
