import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { ShownNote, ShownPassage } from '@/lib/passages/shown-passage';
import type { PassageActions } from './use-passage-actions';

/** What a language model added to a passage for searching, and what a person can say to it. */
export function PassageNote({ passage, note, marked, actions }: { passage: ShownPassage; note: ShownNote; marked: boolean; actions: PassageActions }) {
  const name = passage.number === undefined ? 'this passage' : `passage ${passage.number.toLocaleString('en')}`;
  const isReverted = note.state === 'reverted';
  return (
    <div className="mb-2 ml-2 border-s-2 border-edge ps-2">
      <p className={classNames('flex flex-wrap items-center gap-x-2 text-sm', marked ? 'text-ink' : 'text-muted')}>
        <Badge className={classNames('h-auto min-h-5 max-w-full whitespace-normal', marked && 'border-edge text-ink')}>Context by {note.model}</Badge>
        <span>{stateWords(note)}</span>
      </p>
      {note.sentence !== undefined && <p className={classNames('mt-1 wrap-anywhere', isReverted && 'line-through')}>{note.sentence}</p>}
      {note.leftOut.length > 0 && !isReverted && <p className={classNames('mt-1 text-sm', marked ? 'text-ink' : 'text-muted')}>The struck words are left out of search. They stay in the document.</p>}
      <div className="mt-1 flex flex-wrap gap-2">
        {note.state !== 'accepted' && (
          <Button size="small" aria-label={`Accept the context of ${name}`} onClick={() => actions.acceptNote(passage)}>
            Accept
          </Button>
        )}
        {!isReverted && (
          <Button size="small" aria-label={`Revert the context of ${name}`} onClick={() => actions.revertNote(passage)}>
            Revert
          </Button>
        )}
      </div>
    </div>
  );
}

function stateWords({ state, searched }: ShownNote): string {
  if (state === 'reverted') return 'Reverted, not searched';
  if (!searched) return 'Not searched at present';
  return state === 'accepted' ? 'Accepted' : 'Searched, not looked at yet';
}
