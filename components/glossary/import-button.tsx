'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

/** Takes a table of terms in; says what came of it, or why nothing did. */
export function ImportButton({ onDone }: { onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  async function take(file: File) {
    setBusy(true);
    try {
      const { added, changed } = await sendJson<{ added: number; changed: number }>('POST', '/api/glossary/import', { csv: await file.text() });
      toast(`${added.toLocaleString('en')} ${added === 1 ? 'term' : 'terms'} added, ${changed.toLocaleString('en')} changed.`);
      onDone();
    } catch (error) {
      toast(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <input
        ref={field}
        type="file"
        accept=".csv,text/csv"
        aria-label="Table of terms"
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file can be chosen again after it was mended.
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      <Button busy={busy} onClick={() => field.current?.click()}>
        Import CSV
      </Button>
    </>
  );
}
