'use client';

import { Search } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Input } from '@/components/ui/input';
import { hasFilter, withoutFilters } from '@/lib/retrieval/query/write-filter';
import { AlsoSearchedLine } from './also-searched-line';
import { HowToSearch } from './how-to-search';
import { SearchFilters, type CollectionChoice } from './search-filters';
import { ResultsSkeleton, SearchResults } from './search-results';
import { useSearch } from './use-search';

/** Search the documents: what is asked stands in the address, so that a link, a reload and the back button show the same. */
export function SearchPage({ collections }: { collections: CollectionChoice[] }) {
  const query = useSearchParams();
  const path = usePathname();
  const asked = { q: query.get('q') ?? '', mode: query.get('mode') ?? '' };
  const search = useSearch(asked);
  const [typed, setTyped] = useState(asked.q);
  const filtered = hasFilter(asked.q);
  const frame = useRef<HTMLDivElement>(null);

  // The back button changes the address, and the field follows it.
  const [followed, setFollowed] = useState(asked.q);
  if (followed !== asked.q) {
    setFollowed(asked.q);
    setTyped(asked.q);
  }

  const ask = (change: Partial<typeof asked>) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...asked, q: typed.trim(), ...change })) if (value) next.set(name, value);
    window.history.pushState(null, '', `${path}${next.size > 0 ? `?${next}` : ''}`);
  };

  /** ↑ and ↓ walk from the field through the results and back; Enter follows the one that has the focus. */
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...(frame.current?.querySelectorAll<HTMLElement>('[data-search-stop]') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the arrow keys of the field and the links inside
    <div ref={frame} onKeyDown={walk} className="mx-auto w-full max-w-column px-4 pt-8 pb-24">
      <h1 className="mb-4 text-xl font-semibold">Search</h1>
      <search>
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            ask({});
          }}
        >
          <Input data-search-stop autoComplete="off" type="search" name="q" aria-label="Search the documents" placeholder="Words, a phrase or a question" maxLength={1000} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <Button type="submit" variant="primary" busy={search.state === 'loading'}>
            <Search aria-hidden /> Search
          </Button>
        </form>
        <SearchFilters
          collections={collections}
          typed={typed}
          mode={asked.mode}
          onWrite={(next) => {
            setTyped(next);
            ask({ q: next });
          }}
          onMode={(mode) => ask({ mode })}
        />
      </search>
      <div aria-live="polite" className="mt-4 text-sm text-muted">
        {search.state === 'ready' && search.answer.results.length > 0 && <p>{summaryOf(search.answer.results.length, search.answer.searched)}</p>}
        {search.state === 'ready' && <AlsoSearchedLine also={search.answer.also} />}
        {search.state === 'ready' && search.answer.notices.map((notice) => <p key={notice.code}>{notice.message}</p>)}
      </div>
      {search.state === 'idle' && (
        <EmptyState title="Search all documents you can read">
          <p>Results are passages. Each opens its document at the words.</p>
          <HowToSearch className="mt-6 text-left" />
        </EmptyState>
      )}
      {search.state === 'loading' && <ResultsSkeleton />}
      {search.state === 'failed' && <ErrorState message={search.message} requestId={search.requestId} onRetry={search.retry} />}
      {search.state === 'ready' &&
        (search.answer.results.length > 0 ? (
          <SearchResults results={search.answer.results} />
        ) : (
          <EmptyState
            title="Nothing found"
            action={
              (filtered || asked.mode) && (
                <Button
                  onClick={() => {
                    setTyped(withoutFilters(asked.q));
                    ask({ q: withoutFilters(asked.q), mode: '' });
                  }}
                >
                  Search everything by words and meaning
                </Button>
              )
            }
          >
            {search.answer.searched === 0
              ? filtered
                ? 'No passage is left to search: no document fits all filters.'
                : 'There is nothing to search here yet. Documents appear once they have been read.'
              : `None of ${search.answer.searched.toLocaleString()} passages matches. Try other or fewer words.`}
          </EmptyState>
        ))}
    </div>
  );
}

function summaryOf(count: number, searched: number): string {
  return `${count === 1 ? 'The best passage' : `The ${count} best passages`} of ${searched.toLocaleString()}`;
}
