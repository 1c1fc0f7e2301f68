'use client';

import { ChevronDown, Layers } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { whenReachable } from '@/components/shell/reachability';
import { countWords } from '@/components/ui/count-words';
import type { ChatScope } from '@/lib/chats/chat-message';

// The list and what floats it come when first opened.
const ScopeMenu = dynamic(whenReachable(() => import('./scope-menu').then((module) => module.ScopeMenu)), { ssr: false });

export const everything: ChatScope = { collectionIds: [], documentIds: [] };

/** What the question may draw on: "All collections ▾", one, or several; single documents by searching for them. */
export function ScopeChip(props: {
  scope: ChatScope;
  /** Names by id, as far as they are known. */
  names: ReadonlyMap<string, string>;
  /** `seen` are further names by id. */
  onChange: (scope: ChatScope, seen: [string, string][]) => void;
}) {
  const { scope, names, onChange } = props;
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState<boolean>();
  const label = labelOf(scope, names);

  return (
    <>
      <button
        ref={setButton}
        type="button"
        aria-label={`Ask in: ${label}`}
        aria-haspopup="dialog"
        aria-expanded={open ?? false}
        onClick={() => setOpen(!open)}
        className="flex h-8 max-w-56 min-w-0 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-wash hover:text-ink aria-expanded:bg-wash"
      >
        <Layers aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{label}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0" />
      </button>
      {open !== undefined && button && (
        <ScopeMenu
          anchor={button}
          open={open}
          onOpenChange={setOpen}
          scope={scope}
          names={names}
          onChange={onChange}
        />
      )}
    </>
  );
}

function labelOf(scope: ChatScope, names: ReadonlyMap<string, string>): string {
  const { collectionIds, documentIds } = scope;
  const ids = [...collectionIds, ...documentIds];
  if (ids.length === 0) return 'All collections';
  const only = ids.length === 1 && ids[0] ? names.get(ids[0]) : undefined;
  if (only) return only;
  return [collectionIds.length > 0 && countWords(collectionIds.length, 'collection'), documentIds.length > 0 && countWords(documentIds.length, 'document')].filter(Boolean).join(', ');
}
