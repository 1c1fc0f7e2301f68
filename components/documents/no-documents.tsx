'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

/** The table before its first document. */
export function NoDocuments({ onChooseFiles, onLoaded }: { onChooseFiles: () => void; onLoaded: () => void }) {
  const [busy, setBusy] = useState(false);

  async function loadSamples() {
    setBusy(true);
    try {
      await sendJson('POST', '/api/samples');
      onLoaded();
    } catch (error) {
      toast(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <EmptyState
      title="No documents yet"
      action={
        <>
          <Button variant="primary" onClick={onChooseFiles}>
            Choose files
          </Button>
          <Button busy={busy} onClick={() => void loadSamples()}>
            Load the sample handbook
          </Button>
        </>
      }
    >
      Drop files or whole folders anywhere on this page: PDF, Word, PowerPoint, Excel, HTML, Markdown, CSV and plain text. Or try the portal with the handbook of a company that does not exist.
    </EmptyState>
  );
}
