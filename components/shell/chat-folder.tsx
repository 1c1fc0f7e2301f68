'use client';

import { ChevronRight, Ellipsis } from 'lucide-react';
import { lazy, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { LateMenu } from '@/components/ui/late-menu';
import { toast } from '@/components/ui/toast';
import { useKept } from '@/components/ui/use-kept';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ChatGroups } from './chat-groups';
import { ChatRow, RenameField } from './chat-row';
import { whenReachable } from './reachability';
import { useChats } from './use-chats';

const loadMenu = () => import('./folder-menu-items');
const FolderMenuItems = lazy(whenReachable(loadMenu));

/** A folder in the rail: opened and closed, renamed in its place, deleted with a way back. */
export function ChatFolder({ folder, found }: { folder: ChatGroups['folders'][number]; found: boolean }) {
  const { reload } = useChats();
  const [kept, keep] = useKept(`footnote:folder-closed:${folder.id}`);
  const [renaming, setRenaming] = useState(false);
  // What a search found is shown, whatever is closed.
  const open = found || kept === undefined;

  async function rename(name: string) {
    setRenaming(false);
    if (!name.trim() || name.trim() === folder.name) return;
    await attempt(async () => {
      await sendJson('PATCH', `/api/chat-folders/${folder.id}`, { name: name.trim() });
      reload();
    });
  }

  const remove = () =>
    attempt(async () => {
      const gone = await sendJson<{ name: string; chatIds: string[] }>('DELETE', `/api/chat-folders/${folder.id}`);
      reload();
      const undo = () =>
        attempt(async () => {
          await sendJson('POST', '/api/chat-folders', gone);
          reload();
        });
      toast(`Folder “${gone.name}” deleted. Its chats stay.`, { duration: 10_000, action: { label: 'Undo', onClick: () => void undo() } });
    });

  return (
    <section aria-label={`Folder ${folder.name}`} className="mt-1">
      {renaming ? (
        <RenameField label="Name of this folder" title={folder.name} onDone={(name) => void rename(name)} onCancel={() => setRenaming(false)} />
      ) : (
        <h2 className="group relative rounded-md font-medium hover:bg-wash focus-within:bg-wash">
          <button type="button" aria-expanded={open} onClick={() => keep(open ? 'closed' : undefined)} className="flex w-full items-center gap-1 py-1 pr-8 pl-1 text-left text-base">
            <ChevronRight aria-hidden className={classNames('size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')} />
            <span className="truncate">{folder.name}</span>
            <span className="ml-1 text-sm font-normal text-muted tabular-nums">{folder.chats.length}</span>
          </button>
          <LateMenu
            prepare={loadMenu}
            menu={(trigger) => <FolderMenuItems trigger={trigger} onRename={() => setRenaming(true)} onDelete={() => void remove()} />}
            aria-label={`Actions for folder "${folder.name}"`}
            className="absolute top-0.5 right-1 flex size-6 items-center justify-center rounded-sm text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis aria-hidden className="size-4" />
          </LateMenu>
        </h2>
      )}
      {open && (
        <ul className="ml-3 border-l border-line pl-1">
          {folder.chats.map((chat) => (
            <ChatRow key={chat.id} chat={chat} />
          ))}
          {folder.chats.length === 0 && <li className="px-2 py-1 text-sm text-muted">Move chats here by their menu.</li>}
        </ul>
      )}
    </section>
  );
}

async function attempt(what: () => Promise<void>): Promise<void> {
  try {
    await what();
  } catch (error) {
    toast(sentenceOf(error));
  }
}
