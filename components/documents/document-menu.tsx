'use client';

import { BookOpen, Download, Ellipsis, FolderInput, Pencil, RefreshCw, Rows3, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import type { CollectionRow, DocumentRow } from '@/lib/documents/document-row';
import type { DocumentActions } from './use-document-actions';

/** Everything that can be done with one document. */
export function DocumentMenu(props: { document: DocumentRow; collections: CollectionRow[]; actions: DocumentActions; onOpen: () => void }) {
  const { document, actions } = props;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" tabIndex={-1} aria-label={`Actions for ${document.name}`}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem disabled={!document.currentVersionId} onSelect={props.onOpen}>
          <BookOpen aria-hidden />
          Open
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/admin/documents/${document.id}`}>
            <Rows3 aria-hidden />
            Show its passages
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={`/api/documents/${document.id}/file?download`} download>
            <Download aria-hidden />
            Download
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.rename(document)}>
          <Pencil aria-hidden />
          Rename
        </DropdownMenuItem>
        <DropdownMenuItem disabled={props.collections.length < 2} onSelect={() => actions.move([document], props.collections)}>
          <FolderInput aria-hidden />
          Move to a collection
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.reindex([document])}>
          <RefreshCw aria-hidden />
          Re-index
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="bad" onSelect={() => actions.remove([document])}>
          <Trash2 aria-hidden />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
