'use client';

import { ChevronDown, Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy-text';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toast';
import type { MessageCitation } from '@/lib/chats/chat-message';
import { copyAsMarkdown, copyWithNotes, copyWithoutNotes } from './copy-answer';
import { exportFormats, saveExport } from './save-export';

/** Copy ▾: with notes, without, as Markdown; and the answer as a file, which the route at `saveAddress` makes. */
export function CopyMenu({ text, citations, saveAddress }: { text: string; citations: MessageCitation[]; saveAddress: string }) {
  async function copy(content: string) {
    try {
      await copyText(content);
      toast('Copied.');
    } catch {
      toast('The browser did not allow copying. Select the text and copy it by hand.');
    }
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="small" className="h-8">
          <Copy aria-hidden /> Copy <ChevronDown aria-hidden className="-ml-0.5 size-3.5!" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuItem onSelect={() => void copy(copyWithNotes(text, citations))}>With notes</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void copy(copyWithoutNotes(text))}>Without notes</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void copy(copyAsMarkdown(text, citations))}>As Markdown</DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Save this answer</DropdownMenuLabel>
        {exportFormats.map(({ format, label }) => (
          <DropdownMenuItem key={format} onSelect={() => void saveExport(`${saveAddress}&format=${format}`)}>
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
