'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { classNames } from '@/components/ui/class-names';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { CollectionRow, DocumentRow, DocumentSort } from '@/lib/documents/document-row';
import { DocumentMenu } from './document-menu';
import { DocumentState } from './document-state';
import { agoWords, formatWords, sizeWords } from './format-words';
import type { TableQuery } from './table-query';
import type { DocumentActions } from './use-document-actions';

/** What is `aside` is left to the document's own page where the screen is narrow: the name and its state come first. */
const columns: { label: string; sort?: DocumentSort; numeric?: boolean; aside?: boolean }[] = [
  { label: 'Name', sort: 'name' },
  { label: 'Collection', aside: true },
  { label: 'State', sort: 'state' },
  { label: 'Type', sort: 'format', aside: true },
  { label: 'Pages', sort: 'pages', numeric: true },
  { label: 'Passages', sort: 'passages', numeric: true },
  { label: 'Size', sort: 'size', numeric: true },
  { label: 'By' },
  { label: 'When', sort: 'uploaded' },
];

/** ↑ and ↓ walk through the rows, Enter opens, Space selects, Escape lets go of the selection. */
export function DocumentTable(props: {
  documents: DocumentRow[];
  query: TableQuery;
  selected: ReadonlySet<string>;
  collections: CollectionRow[];
  actions: DocumentActions;
  onSelect: (selected: ReadonlySet<string>) => void;
  onSort: (sort: DocumentSort, dir: 'asc' | 'desc') => void;
  onOpen: (document: DocumentRow) => void;
}) {
  const { documents, selected, onSelect } = props;
  const all = documents.every((document) => selected.has(document.id));
  const some = documents.some((document) => selected.has(document.id));

  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const walk = (event: KeyboardEvent<HTMLTableRowElement>, document: DocumentRow) => {
    // Keys pressed on a button inside the row are that button's.
    if (event.target !== event.currentTarget) return;
    const row = event.currentTarget;
    const step = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (step instanceof HTMLElement) step.focus();
    else if (event.key === 'Enter') props.onOpen(document);
    else if (event.key === ' ') toggle(document.id);
    else if (event.key === 'Escape') onSelect(new Set());
    else return;
    event.preventDefault();
  };

  return (
    <Table label="Documents">
      <TableHead>
        <TableRow className="hover:bg-transparent">
          <TableHeader className="w-8">
            <Checkbox
              aria-label="Select all documents on this page"
              checked={all ? true : some ? 'indeterminate' : false}
              onCheckedChange={() => onSelect(all ? new Set() : new Set(documents.map((document) => document.id)))}
            />
          </TableHeader>
          {columns.map((column) => (
            <ColumnHeader key={column.label} column={column} query={props.query} onSort={props.onSort} />
          ))}
          <TableHeader className="w-8">
            <span className="sr-only">Actions</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {documents.map((document) => (
          <TableRow key={document.id} tabIndex={0} aria-selected={selected.has(document.id)} onKeyDown={(event) => walk(event, document)}>
            <TableCell>
              <Checkbox aria-label={`Select ${document.name}`} tabIndex={-1} checked={selected.has(document.id)} onCheckedChange={() => toggle(document.id)} />
            </TableCell>
            <NameCell document={document} onOpen={props.onOpen} />
            <TableCell className="max-w-40 truncate text-muted max-sm:hidden" title={document.collection.name}>
              {document.collection.name}
            </TableCell>
            <TableCell className="sm:w-36">
              <DocumentState document={document} />
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted max-sm:hidden">{formatWords[document.format].label}</TableCell>
            <TableCell className="text-right">{document.pageCount?.toLocaleString('en') ?? '–'}</TableCell>
            <TableCell className="text-right">{document.currentVersionId ? document.passageCount.toLocaleString('en') : '–'}</TableCell>
            <TableCell className="text-right whitespace-nowrap">{sizeWords(document.sizeBytes)}</TableCell>
            <TableCell className="max-w-32 truncate text-muted" title={document.uploadedBy}>
              {document.uploadedBy}
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted">
              <time dateTime={document.createdAt} title={new Date(document.createdAt).toLocaleString('en-GB')}>
                {agoWords(document.createdAt)}
              </time>
            </TableCell>
            <TableCell>
              <DocumentMenu document={document} collections={props.collections} actions={props.actions} onOpen={() => props.onOpen(document)} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function ColumnHeader(props: { column: (typeof columns)[number]; query: TableQuery; onSort: (sort: DocumentSort, dir: 'asc' | 'desc') => void }) {
  const { label, sort, numeric, aside } = props.column;
  const look = classNames(numeric && 'text-right', aside && 'max-sm:hidden');
  if (!sort) return <TableHeader className={look}>{label}</TableHeader>;
  const active = props.query.sort === sort;
  // Numbers and dates are looked at from the top first, words from A.
  const first = numeric || sort === 'uploaded' ? 'desc' : 'asc';
  const next = active ? (props.query.dir === 'asc' ? 'desc' : 'asc') : first;
  const Arrow = props.query.dir === 'asc' ? ArrowUp : ArrowDown;
  return (
    <TableHeader aria-sort={active ? (props.query.dir === 'asc' ? 'ascending' : 'descending') : 'none'} className={look}>
      <button type="button" className="inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink" onClick={() => props.onSort(sort, next)}>
        {label}
        {active && <Arrow aria-hidden className="size-3.5" />}
      </button>
    </TableHeader>
  );
}

function NameCell({ document, onOpen }: { document: DocumentRow; onOpen: (document: DocumentRow) => void }) {
  const Icon = formatWords[document.format].icon;
  return (
    <TableCell className="min-w-40 sm:min-w-56">
      <div className="flex items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <div className="min-w-0">
          <button type="button" tabIndex={-1} className="rounded-sm text-left font-medium wrap-anywhere hover:underline disabled:no-underline" disabled={!document.currentVersionId} onClick={() => onOpen(document)}>
            {document.name}
          </button>
          {document.failure && <p className="text-bad">{document.failure.message}</p>}
        </div>
      </div>
    </TableCell>
  );
}
