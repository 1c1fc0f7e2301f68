import { StateMark } from '@/components/ui/state-mark';
import type { DocumentRow } from '@/lib/documents/document-row';

/** Where a document stands, as a word with a shape; live progress while it is read. */
export function DocumentState({ document }: { document: DocumentRow }) {
  switch (document.state) {
    case 'waiting':
      return <StateMark state="waiting">{document.stage === 'index' ? 'Waiting to be indexed' : 'Waiting'}</StateMark>;
    case 'reading':
      return <StateMark state="reading">Reading {Math.round(document.progress * 100)} %</StateMark>;
    case 'failed':
      return <StateMark state="failed">Failed</StateMark>;
    case 'ready':
      if (document.wordsPending) {
        return (
          <StateMark state="reading" title="Found by meaning already; by its words as soon as the keyword index has it.">
            Indexing
          </StateMark>
        );
      }
      if (document.missing.length === 0) return <StateMark state="ready">Ready</StateMark>;
      return (
        <StateMark state="partly" title={document.missing.join('\n')}>
          Partly read
        </StateMark>
      );
  }
}

/** Whether a document's row will change without anybody doing anything. */
export function isUnsettled(document: DocumentRow): boolean {
  return document.state === 'waiting' || document.state === 'reading' || document.wordsPending;
}
