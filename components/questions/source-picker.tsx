'use client';

import { Plus, Search, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { pageLabel } from '@/lib/retrieval/page-label';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { SearchAnswer, SearchResult } from '@/lib/search/search-result';

/** A passage, or without a span a whole document, that an answer names. */
export type NamedSource = { documentId: string; place: string; words?: string; span?: { start: number; end: number } };

type Found = { query: string; results: SearchResult[] };

/** So many can be named. */
const most = 10;
const shown = 6;

/** Finds passages and documents among those that the person may see, and keeps the chosen ones. */
export function SourcePicker(props: { start: string; sources: NamedSource[]; onChange: (sources: NamedSource[]) => void }) {
  const { sources, onChange } = props;
  const [query, setQuery] = useState(props.start.slice(0, 300));
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function search() {
    const asked = query.trim();
    if (asked === '') return;
    setBusy(true);
    setError(undefined);
    try {
      const { results } = await sendJson<SearchAnswer>('GET', `/api/search?q=${encodeURIComponent(asked)}`);
      setFound({ query: asked, results });
    } catch (caught) {
      setError(sentenceOf(caught));
    }
    setBusy(false);
  }

  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // The form around it is the answer's.
    event.preventDefault();
    void search();
  };
  const isNamed = (one: NamedSource) => sources.some((other) => keyOf(other) === keyOf(one));
  const add = (one: NamedSource) => sources.length < most && !isNamed(one) && onChange([...sources, one]);

  return (
    <section aria-label="Sources" className="flex flex-col gap-3">
      <Field label="Where it stands (optional)" hint="Searches the documents that you may see. The asker sees only those that they may see.">
        {(control) => (
          <div className="flex gap-2">
            <Input {...control} type="search" value={query} maxLength={1_000} onChange={(event) => setQuery(event.target.value)} onKeyDown={onEnter} />
            <Button busy={busy} onClick={() => void search()}>
              <Search aria-hidden /> Search
            </Button>
          </div>
        )}
      </Field>
      {sources.length > 0 && (
        <ul aria-label="Named sources" className="flex flex-col gap-1">
          {sources.map((source) => (
            <li key={keyOf(source)} className="flex items-start gap-2 rounded-md bg-wash px-3 py-2 text-sm">
              <span className="min-w-0 flex-1">
                <span className="font-medium wrap-anywhere">{source.place}</span>
                <span className="line-clamp-2 text-muted">{source.words ?? 'the whole document'}</span>
              </span>
              <Button variant="ghost" size="icon" aria-label={`Remove ${source.place}`} className="-my-1 -mr-2" onClick={() => onChange(sources.filter((other) => other !== source))}>
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <div aria-live="polite" aria-busy={busy}>
        {busy && !found && <Skeleton className="h-16 w-full" />}
        {found && found.results.length === 0 && <p className="text-sm text-muted">No passage matches “{found.query}”.</p>}
        {found && found.results.length > 0 && (
          <ul aria-label="Passages found" className="divide-y divide-line border-y border-line">
            {found.results.slice(0, shown).map((result) => (
              <FoundItem key={result.passageId} result={result} isNamed={isNamed} onAdd={add} full={sources.length >= most} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function FoundItem({ result, isNamed, onAdd, full }: { result: SearchResult; isNamed: (one: NamedSource) => boolean; onAdd: (one: NamedSource) => void; full: boolean }) {
  const document: NamedSource = { documentId: result.documentId, place: result.documentName };
  const passage: NamedSource = { ...document, place: [result.documentName, pageLabel(result)].filter(Boolean).join(', '), words: result.excerpt, span: { start: result.start, end: result.end } };
  return (
    <li className="py-2 text-sm">
      <p className="font-medium wrap-anywhere">{passage.place}</p>
      <p className="line-clamp-3 font-serif text-muted">{result.excerpt}</p>
      <p className="mt-1 flex flex-wrap gap-2">
        <Button size="small" disabled={full || isNamed(passage)} onClick={() => onAdd(passage)}>
          <Plus aria-hidden /> This passage
        </Button>
        <Button size="small" variant="ghost" disabled={full || isNamed(document)} onClick={() => onAdd(document)}>
          <Plus aria-hidden /> The whole document
        </Button>
      </p>
    </li>
  );
}

function keyOf({ documentId, span }: NamedSource): string {
  return `${documentId} ${span ? `${span.start}-${span.end}` : ''}`;
}
