'use client';

import { useEffect, useRef, useState } from 'react';
import { useFoundDocuments } from '@/components/shell/use-found-documents';
import { Checkbox } from '@/components/ui/checkbox';
import { Popover, PopoverAnchor, PopoverContent } from '@/components/ui/popover';
import type { ChatScope } from '@/lib/chats/chat-message';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

type Named = { id: string; name: string };
type ScopeMenuProps = {
  anchor: HTMLButtonElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  scope: ChatScope;
  names: ReadonlyMap<string, string>;
  /** `seen` are names by id, for the chip's own label. */
  onChange: (scope: ChatScope, seen: [string, string][]) => void;
};

/** The collections as checkboxes, and a field that finds single documents. */
export function ScopeMenu({ anchor, open, onOpenChange, ...choices }: ScopeMenuProps) {
  const ref = useRef(anchor);
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor virtualRef={ref} />
      <PopoverContent
        className="w-72 p-1.5"
        side="top"
        aria-label="What to ask in"
        onInteractOutside={(event) => {
          // The chip itself closes what it opened.
          if (event.target instanceof Node && anchor.contains(event.target)) event.preventDefault();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          anchor.focus();
        }}
      >
        <Choices {...choices} />
      </PopoverContent>
    </Popover>
  );
}

function Choices({ scope, names, onChange }: Pick<ScopeMenuProps, 'scope' | 'names' | 'onChange'>) {
  const [collections, setCollections] = useState<Named[]>([]);
  const [error, setError] = useState<string>();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<Named[]>(() => scope.documentIds.map((id) => ({ id, name: names.get(id) ?? 'A document chosen before' })));
  const documents = useFoundDocuments(query);

  useEffect(() => {
    sendJson<{ collections: Named[] }>('GET', '/api/collections').then(
      (answer) => setCollections(answer.collections),
      (caught: unknown) => setError(sentenceOf(caught)),
    );
  }, []);

  const change = (next: ChatScope) => onChange(next, [...collections, ...documents, ...chosen].map(({ id, name }) => [id, name]));
  const offered = [...chosen, ...documents.filter((document) => !chosen.some((other) => other.id === document.id))];

  return (
    <>
      <Choice
        label="All collections"
        checked={scope.collectionIds.length + scope.documentIds.length === 0}
        onChange={() => {
          setChosen([]);
          change({ collectionIds: [], documentIds: [] });
        }}
      />
      {error && <p className="px-2 py-1.5 text-sm text-bad">{error}</p>}
      <div className="max-h-56 overflow-y-auto">
        {collections.map((collection) => (
          <Choice
            key={collection.id}
            label={collection.name}
            checked={scope.collectionIds.includes(collection.id)}
            onChange={() => change({ ...scope, collectionIds: toggled(scope.collectionIds, collection.id) })}
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
                if (!chosen.some((other) => other.id === document.id)) setChosen([...chosen, document]);
                change({ ...scope, documentIds: toggled(scope.documentIds, document.id) });
              }}
            />
          ))}
        </div>
      </div>
    </>
  );
}

function toggled(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

function Choice(props: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <label className="flex min-h-8 items-center gap-2.5 rounded-sm px-2 py-1 hover:bg-wash">
      <Checkbox checked={props.checked} onCheckedChange={props.onChange} />
      <span className="min-w-0 truncate">{props.label}</span>
    </label>
  );
}
