'use client';

import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { settleDuplicates, type Upload } from './uploads';

/** Asks once for all files that are there already, or whose names are. */
export function DuplicatesDialog({ duplicates }: { duplicates: Upload[] }) {
  const one = duplicates.length === 1;
  return (
    <Dialog open onOpenChange={(open) => !open && settleDuplicates('skip')}>
      <DialogContent
        title={one ? 'This file is there already' : `${countWords(duplicates.length, 'file')} are there already`}
        description="Replacing makes the file a new version of the document, or each changed file of an archive one of its own; older answers keep pointing to the old one."
        footer={
          <>
            <Button onClick={() => settleDuplicates('skip')}>Skip</Button>
            <Button onClick={() => settleDuplicates('keep-both')}>Keep both</Button>
            <Button variant="primary" onClick={() => settleDuplicates('replace')}>
              {one ? 'Replace it' : `Replace ${countWords(duplicates.length, 'document')}`}
            </Button>
          </>
        }
      >
        <ul className="flex flex-col gap-2">
          {duplicates.map((upload) => (
            <li key={upload.id}>
              <p className="font-medium break-words">{upload.file.name}</p>
              <p className="text-sm text-muted">{upload.message}</p>
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
