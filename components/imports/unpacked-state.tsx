'use client';

import Link from 'next/link';
import { countWords } from '@/components/ui/count-words';
import { StateMark } from '@/components/ui/state-mark';
import type { ImportPage } from '@/lib/import/import-row';
import { countedItems, isUnderWay } from './import-words';
import { usePolled } from './use-polled';

const isMoving = (now: ImportPage | undefined) => now === undefined || isUnderWay(now.source);

/** How far an archive is unpacked and, in the end, what became of it; each of the first files that were refused, with its reason. */
export function UnpackedState({ importId }: { importId: string }) {
  const { now } = usePolled<ImportPage | undefined>(`/api/imports/${importId}?state=refused`, undefined, isMoving);
  if (now === undefined) return <StateMark state="reading">Unpacking</StateMark>;
  const { source, items, total } = now;
  const { done, all } = countedItems(source);
  const { added = 0, updated = 0, unchanged = 0, skipped = 0, refused = 0 } = source.counts;
  const known = unchanged + skipped;
  const words = isUnderWay(source)
    ? [all > 0 ? `Unpacking, ${done.toLocaleString('en')} of ${countWords(all, 'file')}` : 'Unpacking']
    : [
        ...(source.state === 'stopped' ? ['Stopped'] : []),
        countWords(added + updated, 'document'),
        ...(known > 0 ? [`${known.toLocaleString('en')} there already`] : []),
        ...(refused > 0 ? [`${refused.toLocaleString('en')} not read`] : []),
      ];
  return (
    <div className="flex flex-col items-start gap-1">
      <StateMark state={isUnderWay(source) ? 'reading' : source.state === 'failed' ? 'failed' : refused > 0 || source.state === 'stopped' ? 'partly' : 'ready'}>{words.join(', ')}</StateMark>
      {source.failure && total === 0 && <p className="wrap-anywhere text-muted">{source.failure}</p>}
      {items.length > 0 && (
        <ul className="flex flex-col gap-1 text-muted">
          {items.slice(0, mostNamed).map(({ id, address, reason }) => (
            <li key={id} className="wrap-anywhere">
              <span className="text-ink">{address}</span>: {reason}
            </li>
          ))}
        </ul>
      )}
      <Link href={`/admin/documents/imports/${importId}${total > mostNamed ? '?state=refused' : ''}`} className="rounded-sm text-muted underline underline-offset-2 hover:text-ink">
        {total > mostNamed ? `All ${total.toLocaleString('en')} that were not read` : 'All files of the archive'}
      </Link>
    </div>
  );
}

/** Refused files that are named in passing. */
const mostNamed = 10;
