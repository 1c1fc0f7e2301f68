'use client';

import { useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { StateMark } from '@/components/ui/state-mark';
import { reportSentence } from '@/lib/documents/report-sentence';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { missingParts } from '@/lib/ingest/missing-parts';
import type { ParseReport } from '@/lib/ingest/parse/parsed-document';

type Props = {
  documentId: string;
  versionId: string;
  report: ParseReport;
  /** Who accepted what is missing, and when (ISO time). */
  accepted?: { by: string; at: string };
  onAccepted: () => void;
};

/** G8: what was read of the file, and what is missing until somebody accepts it as it is. */
export function ParseHonesty({ documentId, versionId, report, accepted, onAccepted }: Props) {
  const missing = missingParts(report);
  const remarks = report.notes.filter((note) => !missing.includes(note));
  const other = remarks.map((note) => (
    <p key={note} className="mt-1 text-muted">
      {note}
    </p>
  ));
  if (missing.length === 0) {
    return (
      <div className="mt-4">
        <p>{reportSentence(report)}</p>
        {other}
      </div>
    );
  }
  const list = (
    <ul className="mt-2 list-disc ps-5">
      {missing.map((sentence) => (
        <li key={sentence} className="wrap-anywhere">
          {sentence}
        </li>
      ))}
    </ul>
  );
  if (accepted) {
    return (
      <div className="mt-4">
        <p>{reportSentence(report)}</p>
        {other}
        <details className="mt-1 text-muted">
          <summary className="cursor-pointer">
            Accepted as it is by {accepted.by} <RelativeTime iso={accepted.at} />
          </summary>
          {list}
        </details>
      </div>
    );
  }
  return (
    <section aria-labelledby="missing" className="mt-4 max-w-3xl rounded-md border border-edge p-4">
      <h2 id="missing" className="font-semibold">
        <StateMark state="partly">Partly read</StateMark>
      </h2>
      <p className="mt-1">{reportSentence(report)} What is missing can be neither found nor quoted:</p>
      {list}
      {other}
      <AcceptButton documentId={documentId} versionId={versionId} onAccepted={onAccepted} />
    </section>
  );
}

function AcceptButton({ documentId, versionId, onAccepted }: Pick<Props, 'documentId' | 'versionId' | 'onAccepted'>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const accept = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await sendJson('POST', `/api/documents/${encodeURIComponent(documentId)}/acceptance`, { versionId });
      onAccepted();
    } catch (caught) {
      setError(sentenceOf(caught));
    }
    setBusy(false);
  };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button busy={busy} onClick={() => void accept()}>
        Accept as it is
      </Button>
      <span className="text-sm text-muted">It then counts as ready, until another version takes over.</span>
      {error && (
        <p role="alert" className="w-full text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
