'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';

/** What can be done with a folder of chats. */
export default function FolderMenuItems(props: { trigger: ReactNode; onRename: () => void; onDelete: () => void }) {
  // The field that it is renamed in has the focus; it must not go back to the button.
  const renaming = useRef(false);
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{props.trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={(event) => renaming.current && event.preventDefault()}>
        <DropdownMenuItem
          onSelect={() => {
            renaming.current = true;
            props.onRename();
          }}
        >
          <Pencil aria-hidden /> Rename
        </DropdownMenuItem>
        <DropdownMenuItem tone="bad" onSelect={props.onDelete}>
          <Trash2 aria-hidden /> Delete folder
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
