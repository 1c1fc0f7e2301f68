'use client';

import { ChevronDown, FolderPlus, Pencil, Sparkles, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { countWords } from '@/components/ui/count-words';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { CollectionRow } from '@/lib/documents/document-row';
import { sendJson } from '@/lib/http/send-json';
import { MoveDialog } from './move-dialog';
import { NameDialog } from './name-dialog';
import { NotesDialog } from './notes-dialog';

/** Chooses the collection that the table shows, and makes, renames and deletes collections. */
export function CollectionsMenu(props: { collections: CollectionRow[]; current: string; onChoose: (collectionId: string) => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState<'new' | 'rename' | 'notes' | 'delete'>();
  const current = props.collections.find(({ id }) => id === props.current);
  const others = props.collections.filter(({ id }) => id !== props.current);
  const close = () => setAsking(undefined);

  const removeCurrent = async (moveTo?: string) => {
    if (!current) return;
    await sendJson('DELETE', `/api/collections/${current.id}${moveTo ? `?moveTo=${encodeURIComponent(moveTo)}` : ''}`);
    props.onChoose('');
    router.refresh();
  };

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>
            <span className="max-w-48 truncate">{current?.name ?? 'All collections'}</span>
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuRadioGroup value={props.current || 'all'} onValueChange={(value) => props.onChoose(value === 'all' ? '' : value)}>
            <DropdownMenuRadioItem value="all">All collections</DropdownMenuRadioItem>
            {props.collections.map(({ id, name, documentCount }) => (
              <DropdownMenuRadioItem key={id} value={id}>
                <span className="max-w-64 flex-1 truncate">{name}</span>
                <span className="text-muted tabular-nums">{documentCount.toLocaleString('en')}</span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setAsking('new')}>
            <FolderPlus aria-hidden />
            New collection
          </DropdownMenuItem>
          {current && (
            <>
              <DropdownMenuItem onSelect={() => setAsking('rename')}>
                <Pencil aria-hidden />
                Rename this collection
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setAsking('notes')}>
                <Sparkles aria-hidden />
                Context by a language model
              </DropdownMenuItem>
              <DropdownMenuItem tone="bad" disabled={others.length === 0} onSelect={() => setAsking('delete')}>
                <Trash2 aria-hidden />
                Delete this collection
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === 'new' && (
        <NameDialog
          title="New collection"
          action="Create"
          value=""
          onClose={close}
          onSave={async (name) => {
            const made = await sendJson<{ id: string }>('POST', '/api/collections', { name });
            router.refresh();
            props.onChoose(made.id);
          }}
        />
      )}
      {asking === 'rename' && current && (
        <NameDialog
          title="Rename collection"
          action="Rename"
          value={current.name}
          onClose={close}
          onSave={async (name) => {
            await sendJson('PATCH', `/api/collections/${current.id}`, { name });
            router.refresh();
          }}
        />
      )}
      {asking === 'notes' && current && <NotesDialog collection={current} onClose={close} />}
      {asking === 'delete' && current && current.documentCount > 0 && (
        <MoveDialog
          title={`Delete the collection "${current.name}"`}
          description={`Its ${countWords(current.documentCount, 'document')} move to another collection first; nothing in them changes.`}
          collections={others}
          action="Move and delete"
          onClose={close}
          onMove={removeCurrent}
        />
      )}
      {asking === 'delete' && current?.documentCount === 0 && (
        <ConfirmDialog open onOpenChange={close} title={`Delete the collection "${current.name}"?`} action="Delete collection" onConfirm={() => removeCurrent()}>
          It holds no documents.
        </ConfirmDialog>
      )}
    </>
  );
}
