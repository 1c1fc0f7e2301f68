'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** A link that is shown once: to read, to copy, and then gone. `path` is completed with this portal's own address. */
export function OneTimeLink(props: { path: string; label: string; hint: string }) {
  const [copied, setCopied] = useState<'yes' | 'no'>();
  const link = `${window.location.origin}${props.path}`;

  async function copy() {
    try {
      // Browsers offer the clipboard only over HTTPS and on the machine itself.
      await navigator.clipboard.writeText(link);
      setCopied('yes');
    } catch {
      setCopied('no');
    }
  }

  return (
    <Field label={props.label} hint={copied === 'no' ? 'Your browser does not let this page copy. Select the link and copy it by hand.' : props.hint}>
      {(control) => (
        <div className="flex max-w-measure gap-2">
          <Input {...control} readOnly value={link} onFocus={(event) => event.currentTarget.select()} className="font-mono text-sm" />
          <Button onClick={() => void copy()}>{copied === 'yes' ? 'Copied' : 'Copy'}</Button>
        </div>
      )}
    </Field>
  );
}
