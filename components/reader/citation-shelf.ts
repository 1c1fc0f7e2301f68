// The footnotes of the answers on the page, as the chat has them, for the reader beside it: so that `[` and `]` walk
// through one answer, and a click opens without asking the server again. A shelf and not a React context, because the
// reader stands outside of the chat's tree and is loaded only when opened.
import { useEffect, useSyncExternalStore } from 'react';
import type { MessageCitation } from '@/lib/chats/chat-message';

type Answers = readonly (readonly MessageCitation[])[];

const none: Answers = [];
let answers: Answers = none;
const listeners = new Set<() => void>();

function put(next: Answers) {
  answers = next;
  for (const listener of listeners) listener();
}

/** Lays out the citations of each answer on the page while the caller is mounted. Give it a stable (memoised) list. */
export function usePublishCitations(list: Answers): void {
  useEffect(() => {
    put(list);
    return () => {
      if (answers === list) put(none);
    };
  }, [list]);
}

/** The citations of the answer that the citation belongs to, by number; empty when no such answer is on the page. */
export function useAnswerCitations(citationId: string | undefined): readonly MessageCitation[] {
  const all = useSyncExternalStore(subscribe, () => answers, () => none);
  if (!citationId) return [];
  const answer = all.find((list) => list.some((citation) => citation.id === citationId));
  return answer ? [...answer].sort((a, b) => a.number - b.number) : [];
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
