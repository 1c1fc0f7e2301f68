'use client';

import { Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy-text';
import { toast } from '@/components/ui/toast';

/** The address that a document came from: to be read and copied. A link would tell that site who reads it here. */
export function SourceAddress({ address }: { address: string }) {
  const copy = () => copyText(address).then(
    () => toast('Address copied.'),
    () => toast('The browser did not allow copying.'),
  );
  return (
    <p className="mt-1 flex items-center gap-1 text-sm text-muted">
      <span className="min-w-0 wrap-anywhere">From {address}</span>
      <Button variant="ghost" size="icon" aria-label="Copy the address that it came from" onClick={() => void copy()}>
        <Copy aria-hidden />
      </Button>
    </p>
  );
}
