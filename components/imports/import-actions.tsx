'use client';

import { RotateCcw, Square } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { countWords } from '@/components/ui/count-words';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ImportRow } from '@/lib/import/import-row';
import { isUnderWay } from './import-words';

/** What a person does with an import: stops it, imports again, removes what is gone, forgets it. */
export function ImportActions({ source, onChanged }: { source: ImportRow; onChanged: () => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState<'gone' | 'forget'>();
  const [busy, setBusy] = useState(false);
  const underWay = isUnderWay(source);
  const gone = source.counts.gone ?? 0;

  const act = async (what: 'run' | 'stop') => {
    setBusy(true);
    try {
      await sendJson('POST', `/api/imports/${source.id}/${what}`);
    } catch (error) {
      toast(sentenceOf(error));
    }
    setBusy(false);
    onChanged();
  };

  const restore = async (ids: string[]) => {
    try {
      await sendJson('POST', '/api/documents/bulk', { action: 'restore', ids });
      toast(`${countWords(ids.length, 'document')} restored.`);
    } catch (error) {
      toast(sentenceOf(error));
    }
  };
  const removeGone = async () => {
    const { ids, undoSeconds } = await sendJson<{ ids: string[]; undoSeconds: number }>('DELETE', `/api/imports/${source.id}/gone`);
    toast(`${countWords(ids.length, 'document')} deleted.`, { duration: undoSeconds * 1_000, action: { label: 'Undo', onClick: () => void restore(ids) } });
    onChanged();
  };
  const forget = async () => {
    await sendJson('DELETE', `/api/imports/${source.id}`);
    router.push('/admin/documents/imports');
  };
  const asked = (open: boolean) => !open && setAsking(undefined);

  return (
    <div className="flex flex-wrap gap-2">
      {underWay ? (
        source.kind !== 'folder' && (
          <Button busy={busy} onClick={() => void act('stop')}>
            <Square aria-hidden />
            Stop
          </Button>
        )
      ) : (
        <>
          <Button onClick={() => setAsking('forget')}>Forget</Button>
          {gone > 0 && <Button onClick={() => setAsking('gone')}>Remove {countWords(gone, 'document')}</Button>}
          {source.kind !== 'folder' && source.kind !== 'archive' && (
            <Button variant="primary" busy={busy} onClick={() => void act('run')}>
              <RotateCcw aria-hidden />
              Import again
            </Button>
          )}
        </>
      )}
      <ConfirmDialog open={asking === 'gone'} onOpenChange={asked} title={`Remove ${countWords(gone, 'document')}?`} action={`Remove ${countWords(gone, 'document')}`} onConfirm={removeGone}>
        What they were imported from is no longer there. Answers that quote them will say that the source was deleted.
      </ConfirmDialog>
      <ConfirmDialog open={asking === 'forget'} onOpenChange={asked} title="Forget this import?" action="Forget the import" onConfirm={forget}>
        Its documents stay, but can no longer be brought up to date from here.
      </ConfirmDialog>
    </div>
  );
}
