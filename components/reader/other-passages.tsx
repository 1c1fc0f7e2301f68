import type { MessageCitation } from '@/lib/chats/chat-message';
import { pageLabel } from '@/lib/retrieval/page-label';

/** The answer's other footnotes into the same document. */
export function OtherPassages(props: { citations: readonly MessageCitation[]; onOpen: (citation: MessageCitation) => void }) {
  if (props.citations.length === 0) return null;
  return (
    <details className="border-t border-line px-3 py-2 text-sm">
      <summary className="text-muted select-none">Other passages used from this document ({props.citations.length})</summary>
      <ul className="mt-1 max-h-48 overflow-y-auto">
        {props.citations.map((citation) => (
          <li key={citation.id}>
            <button type="button" onClick={() => props.onOpen(citation)} className="flex w-full gap-2 rounded-sm px-1 py-1.5 text-start hover:bg-wash">
              <span className="shrink-0 font-semibold text-accent tabular-nums">{citation.number}</span>
              <span className="line-clamp-2 font-serif">{citation.quote}</span>
              {citation.page !== undefined && <span className="ms-auto shrink-0 text-muted tabular-nums">{pageLabel(citation)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
