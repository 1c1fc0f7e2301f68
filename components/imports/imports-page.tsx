'use client';

import { ArrowLeft, Globe } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { StateMark } from '@/components/ui/state-mark';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { CollectionRow } from '@/lib/documents/document-row';
import type { ImportRow } from '@/lib/import/import-row';
import { ImportDialog } from './import-dialog';
import { countsSentence, isUnderWay, kindWords, stateWords } from './import-words';
import { usePolled } from './use-polled';

const anyUnderWay = ({ imports }: { imports: ImportRow[] }) => imports.some(isUnderWay);

/** Where documents were imported from, and how that went. */
export function ImportsPage(props: { first: { imports: ImportRow[] }; collections: CollectionRow[] }) {
  const { imports } = usePolled('/api/imports', props.first, anyUnderWay).now;
  const [asking, setAsking] = useState(false);
  const begin = (
    <Button variant="primary" onClick={() => setAsking(true)}>
      <Globe aria-hidden />
      Import
    </Button>
  );

  return (
    <div className="flex flex-col gap-6 px-4 pt-6 pb-24 sm:px-6">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <Link href="/admin/documents" className="inline-flex items-center gap-1 rounded-sm text-sm text-muted hover:text-ink">
            <ArrowLeft aria-hidden className="size-4" />
            Documents
          </Link>
          <h1 className="mt-2 text-xl font-semibold">Imports</h1>
        </div>
        {imports.length > 0 && begin}
      </header>
      {imports.length === 0 ? (
        <EmptyState title="Nothing imported yet" action={begin}>
          Give the address of a page or of a part of a site, and the portal fetches it. ZIP archives that are uploaded stand here too, with what became of their files. Folders and Git repositories on the server are imported with npm run import.
        </EmptyState>
      ) : (
        <Table label="Imports" className="min-w-[44rem]">
          <TableHead>
            <tr className="border-b border-line">
              <TableHeader>State</TableHeader>
              <TableHeader className="w-1/2">From</TableHeader>
              <TableHeader>Collection</TableHeader>
              <TableHeader>By</TableHeader>
              <TableHeader>When</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {imports.map((row) => (
              <TableRow key={row.id} className="align-top">
                <TableCell className="py-2">
                  <StateMark state={stateWords[row.state].mark}>{stateWords[row.state].label}</StateMark>
                </TableCell>
                <TableCell className="max-w-0 py-2">
                  <Link href={`/admin/documents/imports/${row.id}`} title={row.address} className="block truncate font-medium underline-offset-2 hover:underline">
                    {row.address}
                  </Link>
                  <span className="block truncate text-muted" title={row.failure}>
                    {row.failure ?? `${kindWords[row.kind]}: ${countsSentence(row)}`}
                  </span>
                </TableCell>
                <TableCell className="py-2 whitespace-nowrap">{row.collection.name}</TableCell>
                <TableCell className="py-2 whitespace-nowrap">{row.startedBy}</TableCell>
                <TableCell className="py-2 whitespace-nowrap">
                  <RelativeTime iso={row.startedAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {asking && <ImportDialog collections={props.collections} onClose={() => setAsking(false)} />}
    </div>
  );
}
