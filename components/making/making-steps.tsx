import type { ReactNode } from 'react';
import type { ReaderPlace } from '@/components/reader/reader-place';
import { StateMark, type StateMarkState } from '@/components/ui/state-mark';
import type { Making, MakingStep, MakingStepName } from '@/lib/explain/making';
import { duration, priceOf, tokensOf } from './amounts';
import { MakingPassages } from './making-passages';

const names: Record<MakingStepName, string> = {
  understand: 'Understand the question',
  retrieve: 'Find passages',
  rerank: 'Put them in order',
  pack: 'Choose what is read',
  answer: 'Answer',
  check: 'Check each sentence',
};

const states: Record<MakingStep['state'], { label: string; mark: StateMarkState }> = {
  done: { label: 'Done', mark: 'ready' },
  degraded: { label: 'Done, not fully', mark: 'partly' },
  failed: { label: 'Failed', mark: 'failed' },
  skipped: { label: 'Not needed', mark: 'waiting' },
  unknown: { label: 'Not known', mark: 'waiting' },
};

/** The chain of steps, each with what went in, what came out, and what it took. `onSource` takes the passage that somebody wants to read. */
export function MakingSteps({ made, onSource }: { made: Making; onSource: (place: ReaderPlace) => void }) {
  return (
    <ol className="flex flex-col gap-6">
      {made.steps.map((step) => (
        <li key={step.name} className="border-l-2 border-line pl-4">
          <Step step={step}>
            {step.name === 'pack' && <MakingPassages passages={made.passages} onSource={onSource} />}
            {step.name === 'check' && made.failedClaims.length > 0 && <FailedClaims claims={made.failedClaims} />}
          </Step>
        </li>
      ))}
    </ol>
  );
}

function Step({ step, children }: { step: MakingStep; children: ReactNode }) {
  const { label, mark } = states[step.state];
  const took = [step.milliseconds === undefined ? undefined : duration(step.milliseconds), tokensOf(step.calls), step.calls.length > 0 ? priceOf(sumOf(step)) : undefined];
  return (
    <section aria-label={names[step.name]}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <h3 className="font-semibold">{names[step.name]}</h3>
        <StateMark state={mark} className="text-sm">
          {label}
        </StateMark>
        <p className="text-sm text-muted tabular-nums sm:ml-auto">{took.filter((part) => part !== undefined).join(' · ')}</p>
      </header>
      {step.state === 'unknown' && step.input === undefined && <p className="mt-1 text-muted">Nothing of this step was kept with the answer.</p>}
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {step.input !== undefined && <Said name="In">{step.input}</Said>}
        {step.output !== undefined && <Said name="Out">{step.output}</Said>}
      </dl>
      {step.problems.length > 0 && (
        <ul className="mt-1 text-warn">
          {step.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

function sumOf({ calls }: MakingStep) {
  return { costMicros: String(calls.reduce((sum, call) => sum + BigInt(call.costMicros ?? 0), 0n)), unpriced: calls.filter((call) => call.costMicros === null).length };
}

function Said({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function FailedClaims({ claims }: { claims: Making['failedClaims'] }) {
  return (
    <ul aria-label="Sentences that no passage supports" className="mt-2 flex flex-col gap-2">
      {claims.map(({ sentence, problem }) => (
        <li key={`${sentence} ${problem}`} className="border-l-2 border-warn pl-3">
          <p className="font-serif wrap-anywhere">{sentence}</p>
          <p className="text-sm text-muted">Not found in your documents: {problem}.</p>
        </li>
      ))}
    </ul>
  );
}
