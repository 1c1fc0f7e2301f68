'use client';

import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useSamples } from './use-samples';

/** The table before its first document. */
export function NoDocuments({ onChooseFiles, onLoaded }: { onChooseFiles: () => void; onLoaded: () => void }) {
  const samples = useSamples(onLoaded);
  return (
    <EmptyState
      title="No documents yet"
      action={
        <>
          <Button variant="primary" onClick={onChooseFiles}>
            Choose files
          </Button>
          <Button busy={samples.busy} onClick={samples.load}>
            Load the sample handbook
          </Button>
        </>
      }
    >
      Drop files or whole folders anywhere on this page: PDF, Word, PowerPoint, Excel, OpenDocument, RTF, EPUB, web pages, Markdown, tables, data files, mail, plain text, and ZIP archives of these. Or try the portal with the handbook of a company that does not exist.
    </EmptyState>
  );
}
