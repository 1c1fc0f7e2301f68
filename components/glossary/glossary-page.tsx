'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import type { GlossaryRow } from '@/lib/glossary/glossary-entry';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { EntryDialog } from './entry-dialog';
import { GlossaryTable } from './glossary-table';
import { ImportButton } from './import-button';

/** From so many terms on, the page helps to find one. */
const many = 12;

/** What the team calls the same thing, and the ways to change that. */
export function GlossaryPage({ entries }: { entries: GlossaryRow[] }) {
  const router = useRouter();
  const [edited, setEdited] = useState<GlossaryRow | 'new'>();
  const [sought, setSought] = useState('');
  const shown = entries.filter((entry) => [entry.term, ...entry.synonyms].some((name) => name.toLowerCase().includes(sought.trim().toLowerCase())));

  async function remove({ id, term, synonyms, note }: GlossaryRow) {
    const bringBack = async () => {
      try {
        await sendJson('POST', '/api/glossary', { term, synonyms, note });
        router.refresh();
      } catch (error) {
        toast(sentenceOf(error));
      }
    };
    try {
      await sendJson('DELETE', `/api/glossary/${id}`);
      toast(`“${term}” deleted.`, { duration: 10_000, action: { label: 'Undo', onClick: () => void bringBack() } });
    } catch (error) {
      toast(sentenceOf(error));
    }
    router.refresh();
  }

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-5 py-8">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="max-w-2xl">
          <h1 className="text-xl font-semibold">Glossary</h1>
          <p className="mt-1 text-muted">What your team calls the same thing. A question with one of the names is searched for by the others too, and says so.</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ImportButton onDone={() => router.refresh()} />
          {entries.length > 0 && (
            <Button asChild>
              <a href="/api/glossary.csv" download>
                Export as CSV
              </a>
            </Button>
          )}
          <Button variant="primary" onClick={() => setEdited('new')}>
            <Plus aria-hidden /> Add a term
          </Button>
        </div>
      </header>
      {entries.length >= many && <Input type="search" aria-label="Find a term" placeholder="Find a term or synonym" className="max-w-72" value={sought} onChange={(event) => setSought(event.target.value)} />}
      {shown.length > 0 && <GlossaryTable entries={shown} onEdit={setEdited} onDelete={(entry) => void remove(entry)} />}
      {entries.length === 0 && (
        <EmptyState title="No terms yet">
          Add an acronym with what it stands for, or a word with the other words that people use for it: “PTO” and “paid time off”. A table with the columns term, synonyms (semicolons between) and note can be imported.
        </EmptyState>
      )}
      {entries.length > 0 && shown.length === 0 && <EmptyState title="No term matches">Write other letters, or empty the field to see all {entries.length.toLocaleString('en')} terms.</EmptyState>}
      {edited && (
        <EntryDialog
          key={edited === 'new' ? 'new' : edited.id}
          entry={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined);
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
