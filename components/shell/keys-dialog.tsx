'use client';

import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';

const keys: [string[], string][] = [
  [['⌘ or Ctrl', 'K'], 'Go to anything, or ask'],
  [['⌘ or Ctrl', '\\'], 'Fold or unfold the rail'],
  [['Enter'], 'Send the question'],
  [['Shift', 'Enter'], 'Break the line'],
  [['['], 'Previous footnote in the reader'],
  [[']'], 'Next footnote in the reader'],
  [['Esc'], 'Close the reader, a menu or a dialog'],
  [['?'], 'Show these keys'],
];

/** What each key does. */
export function KeysDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title="Keys">
        <dl className="divide-y divide-line">
          {keys.map(([names, does]) => (
            <div key={does} className="flex items-center justify-between gap-4 py-2">
              <dt className="order-2 flex gap-1">
                {names.map((name) => (
                  <Kbd key={name}>{name}</Kbd>
                ))}
              </dt>
              <dd className="text-muted">{does}</dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
