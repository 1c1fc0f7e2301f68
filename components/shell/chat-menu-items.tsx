'use client';

import { Folder, FolderPlus, Pencil, Pin, PinOff, Share2, Trash2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { ChatFolderRow } from '@/lib/chats/folders/list-folders';
import type { ListedChat } from '@/lib/chats/list-chats';

const none = 'none';

/** What can be done with one chat. */
export default function ChatMenuItems(props: {
  trigger: ReactNode;
  chat: ListedChat;
  folders: ChatFolderRow[];
  onRename: () => void;
  onShare: () => void;
  onPin: (pinned: boolean) => void;
  onMove: (folderId: string | null) => void;
  onNewFolder: () => void;
  onDelete: () => void;
}) {
  const { chat } = props;
  // The field that a chat is renamed in has the focus; it must not go back to the button.
  const renaming = useRef(false);
  // On a phone there is no room beside the menu: the folders stand over it. (Drawn in the browser only, when asked for.)
  const narrow = window.matchMedia('(max-width: 639px)').matches;
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{props.trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={(event) => renaming.current && event.preventDefault()}>
        <DropdownMenuItem onSelect={() => props.onPin(!chat.pinned)}>
          {chat.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {chat.pinned ? 'Unpin' : 'Pin'}
        </DropdownMenuItem>
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <Folder aria-hidden /> Move to folder
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent sideOffset={narrow ? -140 : 2}>
            {props.folders.length > 0 && (
              <>
                <DropdownMenuRadioGroup value={chat.folderId ?? none} onValueChange={(value) => props.onMove(value === none ? null : value)}>
                  <DropdownMenuRadioItem value={none}>No folder</DropdownMenuRadioItem>
                  {props.folders.map((folder) => (
                    <DropdownMenuRadioItem key={folder.id} value={folder.id}>
                      <span className="max-w-28 truncate sm:max-w-56">{folder.name}</span>
                    </DropdownMenuRadioItem>
                  ))}
                </DropdownMenuRadioGroup>
                <DropdownMenuSeparator />
              </>
            )}
            <DropdownMenuItem onSelect={props.onNewFolder}>
              <FolderPlus aria-hidden /> New folder…
            </DropdownMenuItem>
          </DropdownMenuSubContent>
        </DropdownMenuSub>
        <DropdownMenuItem onSelect={props.onShare}>
          <Share2 aria-hidden /> Share
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => {
            renaming.current = true;
            props.onRename();
          }}
        >
          <Pencil aria-hidden /> Rename
        </DropdownMenuItem>
        <DropdownMenuItem tone="bad" onSelect={props.onDelete}>
          <Trash2 aria-hidden /> Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
