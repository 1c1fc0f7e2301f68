'use client';

import { useRef, useState } from 'react';
import { type FoundDocument, useFoundDocuments } from '@/components/shell/use-found-documents';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import type { DocumentExplanation } from '@/lib/explain/explanation';
import { ExplanationView } from './explanation-view';
import { useJson } from './use-json';

/** Names a document and reads what became of it. `addressOf` gives the address that explains a document. */
export function WhyNot({ hint, addressOf }: { hint: string; addressOf: (documentId: string) => string }) {
  const [sought, setSought] = useState('');
  const [chosen, setChosen] = useState<FoundDocument>();
  const field = useRef<HTMLInputElement>(null);
  const documents = useFoundDocuments(chosen ? '' : sought);
  const explanation = useJson<DocumentExplanation>(chosen && addressOf(chosen.id));
  const choose = (document: FoundDocument) => {
    setChosen(document);
    // The list that was chosen from is gone.
    field.current?.focus();
  };
  return (
    <section aria-labelledby="why-not">
      <h2 id="why-not" className="font-semibold">
        Why not this document?
      </h2>
      <div className="mt-2 max-w-md">
        <Field label="Document" hint={hint}>
          {(control) => (
            <Input
              {...control}
              ref={field}
              type="search"
              autoComplete="off"
              placeholder="Begin to write its name"
              value={chosen?.name ?? sought}
              onChange={(event) => {
                setChosen(undefined);
                setSought(event.target.value);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                if (documents[0]) choose(documents[0]);
              }}
            />
          )}
        </Field>
        {documents.length > 0 && (
          <ul aria-label="Documents with this name" className="mt-1 rounded-md border border-line p-1">
            {documents.map((document) => (
              <li key={document.id}>
                <Button variant="ghost" className="w-full justify-start" onClick={() => choose(document)}>
                  <span className="truncate">{document.name}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
        {/* Appears late, like a skeleton: until then the names may still be on their way. */}
        {!chosen && sought.trim().length >= 2 && documents.length === 0 && <p className="mt-1 animate-skeleton text-sm text-muted">No document has these words in its name.</p>}
      </div>
      <div aria-live="polite" className="mt-3">
        {explanation.state === 'loading' && (
          <div aria-busy className="flex max-w-md flex-col gap-2">
            <Skeleton className="w-2/3" />
            <Skeleton className="w-full" />
          </div>
        )}
        {explanation.state === 'failed' && <ErrorState title="This could not be explained" message={explanation.message} requestId={explanation.requestId} onRetry={explanation.retry} />}
        {explanation.state === 'ready' && <ExplanationView explanation={explanation.answer} />}
      </div>
    </section>
  );
}
