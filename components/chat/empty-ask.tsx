'use client';

import { ArrowUpRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { useSamples } from '@/components/documents/use-samples';
import { useWhenBack } from '@/components/shell/reachability';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

type Suggestions = { questions: string[]; documents: number; collections: number; reading: number };

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

  // While documents are on their way, or nothing can be asked yet, the page fills itself as they get ready.
  const unsettled = suggestions && (suggestions.reading > 0 || suggestions.documents === 0);
  useEffect(() => {
    if (!unsettled) return;
    const wait = setTimeout(() => setAttempt(attempt + 1), 3000);
    return () => clearTimeout(wait);
  }, [unsettled, suggestions, attempt]);
  useWhenBack(() => setAttempt((n) => n + 1));

  return (
    <>
      <header>
        <h1 className="font-serif text-[1.75rem] leading-tight font-semibold text-balance">{props.team}</h1>
        <p className="mt-1 min-h-5.5 text-muted">
          {suggestions && suggestions.documents > 0 && <>{countsOf(suggestions)}. Every answer shows where it stands.</>}
          {suggestions?.documents === 0 && suggestions.reading === 0 && 'There are no documents here yet.'}
        </p>
        {suggestions && suggestions.reading > 0 && <BeingRead {...suggestions} />}
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
        {suggestions?.documents === 0 && suggestions.reading === 0 && <FirstDocuments canUpload={props.canUpload} onLoaded={() => setAttempt((n) => n + 1)} />}
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
  return `${countWords(documents, 'document')} in ${countWords(collections, 'collection')}`;
}

/** Documents on their way, with how many of all there are can be asked already. */
function BeingRead({ documents, reading }: Suggestions) {
  const label = `${countWords(reading, 'document')} being read`;
  return (
    <div className="mt-3 max-w-xs text-sm text-muted">
      <output>{label}. {documents === 0 ? 'Questions appear here with the first one.' : 'The others can be asked already.'}</output>
      <Progress value={documents / (documents + reading)} label={label} className="mt-1.5" />
    </div>
  );
}

/** A new portal: the sample handbook, or documents of one's own. */
function FirstDocuments({ canUpload, onLoaded }: { canUpload: boolean; onLoaded: () => void }) {
  const router = useRouter();
  const samples = useSamples(onLoaded);
  if (!canUpload) return <p className="text-muted">Someone who may upload documents has to add the first ones.</p>;

  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">Drop your own here, or try the portal with the handbook of a company that does not exist.</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={samples.load} busy={samples.busy}>
          Load the sample handbook
        </Button>
        <Button onClick={() => router.push('/admin/documents')}>Upload documents</Button>
      </div>
    </div>
  );
}
