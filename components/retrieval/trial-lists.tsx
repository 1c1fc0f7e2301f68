'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { RetrievalTrial } from '@/lib/explain/explanation';
import { PassageLink } from './passage-link';
import { inFigures } from './figures';

type ListName = keyof RetrievalTrial['lists'];

const words: Record<ListName, { label: string; what: string; score: (score: number) => string }> = {
  keyword: { label: 'Keyword', what: 'Passages with the question’s words; rare words count more. The score has no upper end.', score: inFigures },
  vector: { label: 'Meaning', what: 'Passages near the question in meaning. The score is the cosine of both: 1 would be the same.', score: inFigures },
  exact: { label: 'Exact words', what: 'Passages with words as they stand in the question, which few others have. The score is their share of it.', score: (share) => share.toLocaleString('en', { style: 'percent' }) },
};
const names: ListName[] = ['keyword', 'vector', 'exact'];

/** How many a list shows before it is asked for all. */
const shownFirst = 8;

/** What each way of searching found: side by side where there is room, else one at a time. */
export function TrialLists({ trial }: { trial: RetrievalTrial }) {
  return (
    <section aria-labelledby="trial-lists">
      <h2 id="trial-lists" className="font-semibold">
        What each search found
      </h2>
      <div className="mt-3 hidden gap-6 lg:grid lg:grid-cols-3">
        {names.map((name) => (
          <section key={name} aria-label={words[name].label} className="min-w-0">
            <h3 className="font-medium">{words[name].label}</h3>
            <List name={name} trial={trial} />
          </section>
        ))}
      </div>
      <Tabs defaultValue="keyword" className="mt-2 lg:hidden">
        <TabsList aria-label="Lists">
          {names.map((name) => (
            <TabsTrigger key={name} value={name}>
              {words[name].label}
            </TabsTrigger>
          ))}
        </TabsList>
        {names.map((name) => (
          <TabsContent key={name} value={name} className="pt-4">
            <List name={name} trial={trial} />
          </TabsContent>
        ))}
      </Tabs>
    </section>
  );
}

function List({ name, trial }: { name: ListName; trial: RetrievalTrial }) {
  const [all, setAll] = useState(false);
  const list = trial.lists[name];
  const shown = list?.first.slice(0, all ? undefined : shownFirst) ?? [];
  return (
    <div className="text-sm">
      <p className="text-muted">{words[name].what}</p>
      {!list && <p className="mt-3">This search took no part.</p>}
      {list?.total === 0 && <p className="mt-3">Found nothing.</p>}
      {shown.length > 0 && (
        <ol className="mt-2 divide-y divide-line border-y border-line">
          {shown.map(({ passageId, rank, score }) => (
            <li key={passageId} className="grid grid-cols-[1.75rem_1fr_auto] gap-2 py-2">
              <span className="text-muted tabular-nums">{rank}</span>
              <span className="min-w-0">{trial.passages[passageId] ? <PassageLink passage={trial.passages[passageId]} /> : 'Deleted meanwhile'}</span>
              <span className="tabular-nums">{words[name].score(score)}</span>
            </li>
          ))}
        </ol>
      )}
      {list && list.total > shown.length && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-muted">
          {`The first ${shown.length} of ${list.total}.`}
          {!all && list.first.length > shownFirst && (
            <Button size="small" onClick={() => setAll(true)}>
              Show {list.first.length}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
