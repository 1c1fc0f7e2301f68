import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { RetrievalTrial } from '@/lib/explain/explanation';
import { inFigures } from './figures';
import { PassageLink } from './passage-link';

type Path = RetrievalTrial['paths'][number];

/** The order that comes of all lists, with what each step did to it. */
export function TrialResult({ trial }: { trial: RetrievalTrial }) {
  return (
    <section aria-labelledby="trial-result">
      <h2 id="trial-result" className="font-semibold">
        Put together
      </h2>
      <dl className="mt-1 grid grid-cols-1 gap-x-6 gap-y-1 text-sm text-muted sm:grid-cols-2">
        <Term name="Fused">place by its cosine, that of the passages around it and its keyword score, each times its weight.</Term>
        <Term name="Sentences">cosines of its nearest two sentences, counted for the first 30.</Term>
        {trial.reranker && <Term name="Reranked">{rerankerWords(trial.reranker)}</Term>}
        <Term name="Score">all of it together; newer documents gain up to 0.05 where a question asks for what holds now.</Term>
        <Term name="What happened">an answer reads the first few; copies and what falls behind are left out.</Term>
      </dl>
      <Table label="Passages with their scores" className="mt-3 min-w-[56rem]">
        <TableHead>
          <tr className="border-b border-line">
            <TableHeader>Place</TableHeader>
            <TableHeader>Passage</TableHeader>
            <TableHeader className="text-right">Keyword</TableHeader>
            <TableHeader className="text-right">Cosine</TableHeader>
            <TableHeader className="text-right">Exact</TableHeader>
            <TableHeader className="text-right">Fused</TableHeader>
            <TableHeader className="text-right">Sentences</TableHeader>
            {trial.reranker && <TableHeader className="text-right">Reranked</TableHeader>}
            <TableHeader className="text-right">Score</TableHeader>
            <TableHeader>What happened</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {trial.paths.map((path) => (
            <Row key={path.passageId} path={path} trial={trial} />
          ))}
        </TableBody>
      </Table>
      {trial.found > trial.paths.length && <p className="mt-2 text-sm text-muted">{`The first ${trial.paths.length} of ${trial.found.toLocaleString('en')} that were found.`}</p>}
    </section>
  );
}

function Term({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="inline font-medium text-ink">{name}: </dt>
      <dd className="inline">{children}</dd>
    </div>
  );
}

function Row({ path, trial }: { path: Path; trial: RetrievalTrial }) {
  const passage = trial.passages[path.passageId];
  return (
    <TableRow className="align-top">
      <TableCell className="py-2 text-muted">{path.place ?? '–'}</TableCell>
      <TableCell className="w-72 max-w-72 py-2">{passage ? <PassageLink passage={passage} /> : 'Deleted meanwhile'}</TableCell>
      <Figure score={path.keyword?.score ?? (path.words || undefined)} rank={path.keyword?.rank} />
      <Figure score={path.vector?.score ?? (path.cosine || undefined)} rank={path.vector?.rank} />
      <TableCell className="py-2 text-right">{path.exact ? path.exact.share.toLocaleString('en', { style: 'percent' }) : '–'}</TableCell>
      <Figure score={path.fused.score} rank={path.fused.rank} />
      <TableCell className="py-2 text-right whitespace-nowrap">{path.sentences.length > 0 ? path.sentences.map(inFigures).join(', ') : '–'}</TableCell>
      {trial.reranker && <Figure score={path.reranked?.score} rank={path.reranked?.rank} />}
      <TableCell className="py-2 text-right">{inFigures(path.ordered.score)}</TableCell>
      <TableCell className="py-2">{whatHappened(path, trial)}</TableCell>
    </TableRow>
  );
}

function rerankerWords({ model, problem }: NonNullable<RetrievalTrial['reranker']>): string {
  if (problem) return `“${model}” took no part. ${problem}`;
  return `place and score that “${model}” gave to the first 30; the best of their scores goes to its first, and so on.`;
}

/** A list's score, and the rank in it; without a rank where the list ended before. */
function Figure({ score, rank }: { score: number | undefined; rank: number | undefined }) {
  return (
    <TableCell className="py-2 text-right whitespace-nowrap">
      {score === undefined ? '–' : inFigures(score)}
      {rank !== undefined && <span className="block text-muted">no. {rank}</span>}
    </TableCell>
  );
}

function whatHappened(path: Path, trial: RetrievalTrial): string {
  const original = trial.passages[path.copyOf ?? '']?.documentName;
  const fate = path.copyOf !== undefined ? `Left out: says the same as a better passage${original ? ` of ${original}` : ''}.` : path.place === undefined ? 'Below the cut.' : path.packed ? 'Read for an answer.' : 'In the result, not read.';
  return [fate, ...(path.kept ? ['Kept in front for its exact words.'] : []), ...(path.moved ? ['Moved back: its document has two better ones.'] : [])].join(' ');
}
