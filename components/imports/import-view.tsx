'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { Pager } from '@/components/documents/pager';
import { RelativeTime } from '@/components/people/relative-time';
import { watchQueue } from '@/components/queue/queue-watch';
import { countWords } from '@/components/ui/count-words';
import { Progress } from '@/components/ui/progress';
import { Select } from '@/components/ui/select';
import { StateMark } from '@/components/ui/state-mark';
import type { ImportPage, ItemState } from '@/lib/import/import-row';
import { ImportActions } from './import-actions';
import { countedItems, countsSentence, isUnderWay, itemStates, itemWords, kindWords, nounOf, stateWords } from './import-words';
import { ItemTable } from './item-table';
import { usePolled } from './use-polled';

const isMoving = ({ source }: ImportPage) => isUnderWay(source);

/** One import: how far it is, what came of each page, and what can be done with it. */
export function ImportView({ first }: { first: ImportPage }) {
  const address = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const { now, refresh } = usePolled(`/api/imports/${first.source.id}?${address}`, first, isMoving);
  const { source } = now;
  const state = (address.get('state') ?? '') as ItemState | '';
  const { done, all } = countedItems(source);
  const gone = source.counts.gone ?? 0;
  const brought = (source.counts.added ?? 0) + (source.counts.updated ?? 0);
  useEffect(() => {
    if (brought > 0) watchQueue();
  }, [brought]);
  const ask = (change: { state?: string; page?: number }) => {
    const query = new URLSearchParams(state && change.state === undefined ? { state } : {});
    if (change.state) query.set('state', change.state);
    if (change.page) query.set('page', String(change.page));
    router.replace(`${path}?${query}`, { scroll: false });
  };

  return (
    <div className="flex flex-col gap-4 px-4 pt-6 pb-24 sm:px-6">
      <Link href="/admin/documents/imports" className="inline-flex items-center gap-1 self-start rounded-sm text-sm text-muted hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" />
        Imports
      </Link>
      <header className="flex flex-wrap items-start gap-3">
        <div className="mr-auto min-w-0">
          <h1 className="text-xl font-semibold wrap-anywhere">{source.address}</h1>
          <p className="mt-1 flex flex-wrap gap-x-3 text-muted">
            <StateMark state={stateWords[source.state].mark} className="text-ink">
              {stateWords[source.state].label}
            </StateMark>
            <span>{kindWords[source.kind]}</span>
            <span>{source.collection.name}</span>
            <span>
              {source.startedBy}, <RelativeTime iso={source.startedAt} />
            </span>
          </p>
        </div>
        <ImportActions source={source} onChanged={refresh} />
      </header>
      <div className="flex max-w-2xl flex-col gap-2">
        <output className="tabular-nums">{countsSentence(source)}.</output>
        {source.state === 'running' && all > 0 && <Progress value={done / all} label="Import" />}
        {source.failure && (
          <p role="alert" className="text-bad">
            {source.failure}
          </p>
        )}
        {source.limitReached && <p>More pages were found than the {source.pageLimit.toLocaleString('en')} that this import takes. Import the address with a higher limit to have them too.</p>}
        {gone > 0 && !isUnderWay(source) && <p>{countWords(gone, nounOf(source.kind))} no longer there: the documents stay until you remove them.</p>}
        {source.kind === 'folder' && <p className="text-muted">Imported on the server with npm run import; run it there again to bring what changed.</p>}
        {source.kind === 'archive' && !isUnderWay(source) && <p className="text-muted">The archive itself is not kept. Upload it again to bring what changed in it.</p>}
      </div>
      {all > 0 && (
        <section aria-labelledby="items" className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 id="items" className="font-semibold">
              {nounOf(source.kind) === 'file' ? 'Files' : 'Pages'}
            </h2>
            <div className="w-52">
              <Select
                aria-label="State"
                value={state || 'any'}
                onValueChange={(value) => ask({ state: value === 'any' ? '' : value })}
                options={[{ value: 'any', label: 'Any state' }, ...itemStates.map((one) => ({ value: one, label: itemWords[one].label }))]}
              />
            </div>
          </div>
          {now.items.length > 0 ? <ItemTable items={now.items} noun={nounOf(now.source.kind)} /> : <p className="py-6 text-muted">None is in this state.</p>}
          <Pager page={now} onPage={(page) => ask({ page })} />
        </section>
      )}
    </div>
  );
}
