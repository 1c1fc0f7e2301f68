import { runWords, spentWords } from '@/components/passages/note-words';
import type { ShownNotes } from '@/lib/passages/shown-passage';

/** What a language model did with a document's passages after it was read, and what that cost. */
export function NoteTimeline({ notes: { run, spent } }: { notes: ShownNotes }) {
  return (
    <section aria-labelledby="context" className="mb-8 flex max-w-3xl flex-col gap-1">
      <h2 id="context" className="font-semibold">
        Context by a language model
      </h2>
      {run && <p>{runWords(run)}</p>}
      <p className="text-muted tabular-nums">{spent.calls > 0 ? spentWords(spent) : 'Nothing was spent on it.'}</p>
    </section>
  );
}
