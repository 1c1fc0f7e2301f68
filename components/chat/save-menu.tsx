'use client';

import { ChevronDown, Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { exportFormats, saveExport } from './save-export';

/** Save ▾: the chat as a file. `address` is that of the route which makes it. */
export function SaveMenu({ address, disabled }: { address: string; disabled?: boolean }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="small" className="h-8" disabled={disabled}>
          <Download aria-hidden /> Save <ChevronDown aria-hidden className="-ml-0.5 size-3.5!" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {exportFormats.map(({ format, label }) => (
          <DropdownMenuItem key={format} onSelect={() => void saveExport(`${address}?format=${format}`)}>
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
