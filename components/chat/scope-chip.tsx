'use client';

import { ChevronDown, Layers } from 'lucide-react';
import { useState } from 'react';
import { useFoundDocuments } from '@/components/shell/use-found-documents';
import { Checkbox } from '@/components/ui/checkbox';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import type { ChatScope } from '@/lib/chats/chat-message';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

type Named = { id: string; name: string };

/** What the question may draw on: "All collections ▾", one, or several; single documents by searching for them. */
export function ScopeChip({ scope, onChange }: { scope: ChatScope; onChange: (scope: ChatScope) => void }) {
  const [collections, setCollections] = useState<Named[]>();
  const [error, setError] = useState<string>();
  const [query, setQuery] = useState('');
  const documents = useFoundDocuments(query);
  const [chosen, setChosen] = useState<Named[]>([]);

  function load(open: boolean) {
    if (!open) return;
    setError(undefined);
    sendJson<{ collections: Named[] }>('GET', '/api/collections').then(
      (answer) => setCollections(answer.collections),
      (caught: unknown) => setError(sentenceOf(caught)),
    );
  }

  const toggle = (ids: string[], id: string) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  const offered = [...chosen.filter((document) => scope.documentIds.includes(document.id)), ...documents.filter((document) => !scope.documentIds.includes(document.id))];

  return (
    <Popover onOpenChange={load}>
      <PopoverTrigger
        aria-label={`Ask in: ${labelOf(scope, collections, chosen)}`}
        className="flex h-8 max-w-56 min-w-0 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-wash hover:text-ink data-[state=open]:bg-wash"
      >
        <Layers aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{labelOf(scope, collections, chosen)}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0" />
      </PopoverTrigger>
      <PopoverContent className="w-72 p-1.5" side="top" aria-label="What to ask in">
        <Choice label="All collections" checked={scope.collectionIds.length + scope.documentIds.length === 0} onChange={() => onChange({ collectionIds: [], documentIds: [] })} />
        {error && <p className="px-2 py-1.5 text-sm text-bad">{error}</p>}
        <div className="max-h-56 overflow-y-auto">
          {collections?.map((collection) => (
            <Choice
              key={collection.id}
              label={collection.name}
              checked={scope.collectionIds.includes(collection.id)}
              onChange={() => onChange({ ...scope, collectionIds: toggle(scope.collectionIds, collection.id) })}
            />
          ))}
        </div>
        <div className="mt-1 border-t border-line pt-1.5">
          <input
            type="search"
            aria-label="Find a document to ask in"
            placeholder="Or single documents"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="h-8 w-full rounded-md bg-transparent px-2 hover:bg-wash"
          />
          <div className="max-h-44 overflow-y-auto">
            {offered.map((document) => (
              <Choice
                key={document.id}
                label={document.name}
                checked={scope.documentIds.includes(document.id)}
                onChange={() => {
                  setChosen((before) => (before.some((other) => other.id === document.id) ? before : [...before, document]));
                  onChange({ ...scope, documentIds: toggle(scope.documentIds, document.id) });
                }}
              />
            ))}
          </div>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function Choice(props: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <label className="flex min-h-8 items-center gap-2.5 rounded-sm px-2 py-1 hover:bg-wash">
      <Checkbox checked={props.checked} onCheckedChange={props.onChange} />
      <span className="min-w-0 truncate">{props.label}</span>
    </label>
  );
}

function labelOf(scope: ChatScope, collections: Named[] | undefined, documents: Named[]): string {
  const { collectionIds, documentIds } = scope;
  const count = collectionIds.length + documentIds.length;
  if (count === 0) return 'All collections';
  const only = [...(collections ?? []), ...documents].find((named) => named.id === (collectionIds[0] ?? documentIds[0]));
  if (count === 1 && only) return only.name;
  const parts = [collectionIds.length && `${collectionIds.length} ${collectionIds.length === 1 ? 'collection' : 'collections'}`, documentIds.length && `${documentIds.length} ${documentIds.length === 1 ? 'document' : 'documents'}`];
  return parts.filter(Boolean).join(', ');
}
