import { StateMark, type StateMarkState } from '@/components/ui/state-mark';
import type { DocumentExplanation, Stage } from '@/lib/explain/explanation';
import { inFigures } from './figures';

const stages: Record<Stage, { label: string; mark: StateMarkState }> = {
  unknown: { label: 'Not known', mark: 'waiting' },
  'not-read': { label: 'Not read', mark: 'failed' },
  outside: { label: 'Outside of the question', mark: 'failed' },
  'without-phrase': { label: 'Without the quoted words', mark: 'failed' },
  'not-retrieved': { label: 'Not found', mark: 'failed' },
  'below-cut': { label: 'Found, below the cut', mark: 'partly' },
  copy: { label: 'Found, left out as a copy', mark: 'partly' },
  budget: { label: 'Found, not read for an answer', mark: 'partly' },
  'not-cited': { label: 'Read, not cited', mark: 'partly' },
  found: { label: 'Found', mark: 'ready' },
  packed: { label: 'Found and read for an answer', mark: 'ready' },
  cited: { label: 'Cited', mark: 'ready' },
};

const sources = { stored: 'Kept with the answer', now: 'As things are now' };

/** What became of a document, in a sentence, and the figures behind it. */
export function ExplanationView({ explanation }: { explanation: DocumentExplanation }) {
  const { document, stage, sentence, known, facts } = explanation;
  const figures = figureRows(explanation);
  const mixed = known === 'stored';
  return (
    <div className="rounded-md border border-line bg-raised px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 truncate font-semibold">{document.name}</span>
        <StateMark state={stages[stage].mark}>{stages[stage].label}</StateMark>
      </p>
      <p className="mt-1">
        {sentence} {mixed && <Source known={known} />}
      </p>
      {facts.length > 0 && (
        <ul className="mt-1 text-muted">
          {facts.map((fact) => (
            <li key={fact.sentence}>
              {fact.sentence} {mixed && <Source known={fact.known} />}
            </li>
          ))}
        </ul>
      )}
      {figures.length > 0 && (
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-sm tabular-nums sm:grid-cols-[auto_auto_1fr]">
          {figures.map(({ name, value, what }) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd>{value}</dd>
              <dd className="hidden text-muted sm:block">{what}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Source({ known }: { known: 'stored' | 'now' }) {
  return <span className="text-sm text-muted">({sources[known]})</span>;
}

function figureRows({ figures: { keyword, vector, exact, fused, reranked, ordered, place } }: DocumentExplanation): { name: string; value: string; what: string }[] {
  const ranked = ({ rank, score }: { rank?: number; score: number }) => `${rank === undefined ? 'below the list' : `no. ${rank.toLocaleString('en')}`}, score ${inFigures(score)}`;
  return [
    ...(keyword ? [{ name: 'Keyword', value: ranked(keyword), what: 'Its best place in the list by words.' }] : []),
    ...(vector ? [{ name: 'Meaning', value: ranked(vector), what: 'Its best place in the list by meaning; the score is a cosine.' }] : []),
    ...(exact ? [{ name: 'Exact words', value: exact.share.toLocaleString('en', { style: 'percent' }), what: `Share of what is asked about that it holds in these words; ${exact.holders === 1 ? 'no other passage does' : `${exact.holders} passages do`}.` }] : []),
    ...(fused ? [{ name: 'Fused', value: ranked(fused), what: 'By its cosine, that of its neighbours and its keyword score together.' }] : []),
    ...(reranked ? [{ name: 'Reranked', value: ranked(reranked), what: 'By the reranking model; the score is its own.' }] : []),
    ...(ordered ? [{ name: 'With sentences', value: ranked(ordered), what: 'After single sentences and exact words were counted.' }] : []),
    ...(place ? [{ name: 'Place', value: `no. ${place}`, what: 'In the result, after copies left and documents made room for others.' }] : []),
  ];
}
