'use client';

import { FlaskConical } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { AlsoSearchedLine } from '@/components/search/also-searched-line';
import { type CollectionChoice, SearchFilters } from '@/components/search/search-filters';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import type { RetrievalTrial } from '@/lib/explain/explanation';
import type { FusionWeights } from '@/lib/retrieval/retrieval-types';
import { changedWeights, readTrialAddress, type TrialAddress, trialQuery, weightNames } from './trial-address';
import { TrialLists } from './trial-lists';
import { TrialResult } from './trial-result';
import { useJson } from './use-json';
import { WeightFields } from './weight-fields';
import { WhyNot } from './why-not';

type TypedWeights = Record<keyof FusionWeights, string>;

/** Asks as an answer would and shows what each step does. What is tried stands in the address. */
export function RetrievalTestPage({ collections, weights, mostWeight }: { collections: CollectionChoice[]; weights: FusionWeights; mostWeight: number }) {
  const query = useSearchParams();
  const path = usePathname();
  const asked = readTrialAddress(query);
  const address = trialQuery(asked).toString();
  const [typed, setTyped] = useState(asked.q);
  const [typedWeights, setTypedWeights] = useState(typedFrom(asked, weights));
  const trial = useJson<RetrievalTrial>(asked.q.trim() === '' ? undefined : `/api/retrieval-test?${address}`);

  // The back button changes the address, and the fields follow it.
  const [followed, setFollowed] = useState(address);
  if (followed !== address) {
    setFollowed(address);
    setTyped(asked.q);
    setTypedWeights(typedFrom(asked, weights));
  }

  const test = (change: Partial<TrialAddress>) => {
    const next = trialQuery({ q: typed.trim(), mode: asked.mode, weights: changedWeights(typedWeights, weights), ...change });
    window.history.pushState(null, '', `${path}?${next}`);
  };

  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-8 px-5 py-8">
      <header className="max-w-2xl">
        <h1 className="text-xl font-semibold">Retrieval test</h1>
        <p className="mt-1 text-muted">Ask as people do and see what each search finds, how the lists become one, and where a document was lost.</p>
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          test({});
        }}
      >
        <search className="block max-w-4xl">
          <div className="flex gap-2">
            <Input autoComplete="off" type="search" name="q" aria-label="Question to test" placeholder="A question, or words" maxLength={1000} value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Button type="submit" variant="primary" busy={trial.state === 'loading'}>
              <FlaskConical aria-hidden /> Test
            </Button>
          </div>
          <SearchFilters
            collections={collections}
            typed={typed}
            mode={asked.mode}
            onWrite={(next) => {
              setTyped(next);
              test({ q: next });
            }}
            onMode={(mode) => test({ mode })}
          />
        </search>
        <WeightFields
          typed={typedWeights}
          most={mostWeight}
          changed={Object.keys(changedWeights(typedWeights, weights)).length > 0}
          onChange={(name, value) => setTypedWeights({ ...typedWeights, [name]: value })}
          onReset={() => {
            setTypedWeights(typedFrom({ weights: {} }, weights));
            test({ weights: {} });
          }}
        />
      </form>
      {/* Beside the lists, so that a document once named is followed through other questions and weights. */}
      {trial.state !== 'idle' && <WhyNot hint="Says at which step it was lost for this question." addressOf={(id) => `/api/retrieval-test/documents/${encodeURIComponent(id)}?${address}`} />}
      {trial.state === 'idle' && <EmptyState title="Nothing tested yet">Write a question above. Nothing of it is kept, and no language model is asked.</EmptyState>}
      {trial.state === 'loading' && <TrialSkeleton />}
      {trial.state === 'failed' && <ErrorState message={trial.message} requestId={trial.requestId} onRetry={trial.retry} />}
      {trial.state === 'ready' && (
        <>
          <div aria-live="polite" className="-my-4 text-sm text-muted">
            <p>{`${trial.answer.found.toLocaleString('en')} of ${trial.answer.searched.toLocaleString('en')} passages found.`}</p>
            <AlsoSearchedLine also={trial.answer.also} />
            {trial.answer.notices.map((notice) => (
              <p key={notice.code}>{notice.message}</p>
            ))}
          </div>
          {trial.answer.found > 0 ? (
            <>
              <TrialLists key={address} trial={trial.answer} />
              <TrialResult trial={trial.answer} />
            </>
          ) : (
            <EmptyState title="Nothing found">
              {trial.answer.searched === 0 ? 'No passage was searched: there is none yet, or no document fits all filters.' : 'Try other words, or leave out filters and quotation marks.'}
            </EmptyState>
          )}
        </>
      )}
    </div>
  );
}

function typedFrom(asked: Pick<TrialAddress, 'weights'>, product: FusionWeights): TypedWeights {
  return Object.fromEntries(weightNames.map((name) => [name, asked.weights[name] ?? String(product[name])])) as TypedWeights;
}

/** The lists and the table to come, in their places. */
function TrialSkeleton() {
  return (
    <div aria-busy className="grid gap-6 lg:grid-cols-3">
      {[0, 1, 2].map((n) => (
        <div key={n} className="flex flex-col gap-3">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-full" />
          <Skeleton className="w-4/5" />
          <Skeleton className="w-full" />
        </div>
      ))}
    </div>
  );
}
