import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { StateMark } from '@/components/ui/state-mark';
import type { NoteReview } from '@/lib/passages/note-review';
import type { ShownNotes } from '@/lib/passages/shown-passage';
import { runWords } from './note-words';

/** How far the language model is with the document's passages, and a decision about all that it noted. */
export function NoteSummary({ notes: { run, proposed }, onReview, onRetry }: { notes: ShownNotes; onReview: (decision: NoteReview['decision']) => void; onRetry: () => void }) {
  return (
    <div className="mb-3 flex flex-col gap-2 text-sm">
      {run && (
        <div className="flex flex-wrap items-center gap-2">
          <output className="mr-auto block text-muted">
            <StateMark state={markOf(run)}>
              <span className="min-w-0 whitespace-normal">{runWords(run)}</span>
            </StateMark>
          </output>
          {run.problem !== undefined && run.state !== 'running' && (
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      )}
      {run?.state === 'running' && run.total > 0 && <Progress value={run.done / run.total} label="Passages with context" />}
      {proposed > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="mr-auto">{proposed === 1 ? '1 passage has context that nobody has looked at.' : `${proposed.toLocaleString('en')} passages have context that nobody has looked at.`}</span>
          <Button size="small" onClick={() => onReview('accept')}>
            Accept all
          </Button>
          <Button size="small" onClick={() => onReview('revert')}>
            Revert all
          </Button>
        </div>
      )}
    </div>
  );
}

function markOf({ state, problem }: NonNullable<ShownNotes['run']>): 'ready' | 'reading' | 'waiting' | 'partly' {
  if (problem !== undefined || state === 'stopped') return 'partly';
  if (state === 'running') return 'reading';
  return state === 'done' ? 'ready' : 'waiting';
}
