'use client';

import { ArrowUpRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

type Suggestions = { questions: string[]; documents: number; collections: number };

/** Before the first question: whose documents these are, what can be asked, and questions they can answer. */
export function EmptyAsk(props: { team: string; canUpload: boolean; onAsk: (question: string) => void; children: ReactNode }) {
  const [suggestions, setSuggestions] = useState<Suggestions>();
  const [error, setError] = useState<string>();

  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    sendJson<Suggestions>('GET', '/api/questions/suggested').then(
      (found) => {
        setSuggestions(found);
        setError(undefined);
      },
      (caught: unknown) => setError(sentenceOf(caught)),
    );
  }, [attempt]);

  // While nothing can be asked yet, documents may be on their way: the page fills itself when the first is ready.
  useEffect(() => {
    if (suggestions?.documents !== 0) return;
    const wait = setTimeout(() => setAttempt(attempt + 1), 3000);
    return () => clearTimeout(wait);
  }, [suggestions, attempt]);

  return (
    <>
      <header>
        <h1 className="font-serif text-[1.75rem] leading-tight font-semibold text-balance">{props.team}</h1>
        <p className="mt-1 min-h-5.5 text-muted">
          {suggestions && suggestions.documents > 0 && <>{countsOf(suggestions)}. Every answer shows where it stands.</>}
          {suggestions?.documents === 0 && 'There are no documents here yet.'}
        </p>
      </header>
      <div className="mt-6">{props.children}</div>
      <div className="mt-8">
        {error && (
          <p className="text-muted">
            {error}{' '}
            <button type="button" onClick={() => setAttempt(attempt + 1)} className="text-ink underline underline-offset-2">
              Try again
            </button>
          </p>
        )}
        {!error && !suggestions && (
          <div className="flex flex-col gap-5 pt-3">
            <Skeleton className="w-3/4" />
            <Skeleton className="w-3/5" />
            <Skeleton className="w-2/3" />
          </div>
        )}
        {suggestions?.documents === 0 && <FirstDocuments canUpload={props.canUpload} />}
        {suggestions && suggestions.questions.length > 0 && (
          <section aria-label="Questions these documents can answer">
            <ul className="divide-y divide-line border-y border-line">
              {suggestions.questions.slice(0, 6).map((question) => (
                <li key={question}>
                  <button type="button" onClick={() => props.onAsk(question)} className="group flex w-full items-center gap-3 py-2.5 text-left font-serif text-[1rem] hover:bg-wash">
                    <span className="min-w-0 flex-1">{question}</span>
                    <ArrowUpRight aria-hidden className="size-4 shrink-0 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

function countsOf({ documents, collections }: Suggestions): string {
  return `${documents.toLocaleString('en')} ${documents === 1 ? 'document' : 'documents'} in ${collections.toLocaleString('en')} ${collections === 1 ? 'collection' : 'collections'}`;
}

/** A new portal: the sample handbook, or documents of one's own. */
function FirstDocuments({ canUpload }: { canUpload: boolean }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  if (!canUpload) return <p className="text-muted">Someone who may upload documents has to add the first ones.</p>;

  async function loadSamples() {
    setBusy(true);
    try {
      await sendJson('POST', '/api/samples');
      toast('The sample handbook is being read. Its questions appear here in a moment.');
    } catch (error) {
      setBusy(false);
      toast(sentenceOf(error));
    }
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">Drop your own here, or try the portal with the handbook of a company that does not exist.</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void loadSamples()} busy={busy}>
          Load the sample handbook
        </Button>
        <Button onClick={() => router.push('/admin/documents')}>Upload documents</Button>
      </div>
    </div>
  );
}
