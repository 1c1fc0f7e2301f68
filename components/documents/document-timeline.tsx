import { RelativeTime } from '@/components/people/relative-time';
import { countWords } from '@/components/ui/count-words';
import { StateMark, type StateMarkState } from '@/components/ui/state-mark';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { DocumentRun } from '@/lib/documents/document-runs';
import type { RunStage } from '@/lib/ingest/ingest-run';
import { sizeWords } from './format-words';

const stageWords: Record<RunStage, { label: string; hint: string }> = {
  parse: { label: 'Parsed', hint: 'Text and structure taken out of the file.' },
  chunk: { label: 'Cut', hint: 'The text divided into passages.' },
  embed: { label: 'Understood', hint: 'Each passage that is new read by the model that finds by meaning.' },
  write: { label: 'Written', hint: 'Passages stored and searchable.' },
  sharpen: { label: 'Sharpened', hint: 'Single sentences read too, which improves the order of what is found.' },
};

/** Each reading of a document, the latest first: what it did, how long that took, and how much it yielded. */
export function DocumentTimeline({ runs }: { runs: DocumentRun[] }) {
  if (runs.length === 0) return <p className="py-6 text-muted">This document has not been read since readings are written down.</p>;
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      {runs.map((run) => (
        <Run key={run.attempt} run={run} isLatest={run === runs[0]} />
      ))}
    </div>
  );
}

function Run({ run, isLatest }: { run: DocumentRun; isLatest: boolean }) {
  const { state, label } = outcomeOf(run, isLatest);
  const total = run.stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return (
    <section aria-label={`Reading ${run.attempt}`} className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-x-3">
        <StateMark state={state}>{label}</StateMark>
        <span className="text-muted">
          Version {run.version.number}, <RelativeTime iso={run.startedAt} />
        </span>
      </p>
      <Table label={`Steps of reading ${run.attempt}`}>
        <TableHead>
          <tr className="border-b border-line">
            <TableHeader>Step</TableHeader>
            <TableHeader className="text-right">Took</TableHeader>
            <TableHeader className="text-right">Yielded</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          <TableRow>
            <TableCell title="The file kept as it came.">Stored</TableCell>
            <TableCell />
            <TableCell className="text-right whitespace-nowrap">{sizeWords(run.version.sizeBytes)}</TableCell>
          </TableRow>
          {run.stages.map(({ stage, milliseconds, size }) => (
            <TableRow key={stage}>
              <TableCell title={stageWords[stage].hint}>{stageWords[stage].label}</TableCell>
              <TableCell className="text-right whitespace-nowrap">{timeWords(milliseconds)}</TableCell>
              <TableCell className="text-right whitespace-nowrap">{size && countWords(size.count, size.unit)}</TableCell>
            </TableRow>
          ))}
          {run.stages.length > 1 && (
            <TableRow className="font-medium">
              <TableCell>Together</TableCell>
              <TableCell className="text-right whitespace-nowrap">{timeWords(total)}</TableCell>
              <TableCell />
            </TableRow>
          )}
        </TableBody>
      </Table>
    </section>
  );
}

function outcomeOf({ outcome, endedAt }: DocumentRun, isLatest: boolean): { state: StateMarkState; label: string } {
  if (outcome === 'ready') return { state: 'ready', label: 'Read' };
  if (outcome === 'failed') return { state: 'failed', label: 'Failed' };
  if (outcome === 'released') return { state: 'waiting', label: 'Put back to waiting' };
  return isLatest && endedAt === undefined ? { state: 'reading', label: 'Being read, or cut off' } : { state: 'partly', label: 'Cut off or overtaken' };
}

/** "340 ms", "4.2 s", "3 min 20 s". */
function timeWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds.toLocaleString('en')} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s`;
  return `${Math.floor(seconds / 60).toLocaleString('en')} min ${Math.round(seconds % 60)} s`;
}
