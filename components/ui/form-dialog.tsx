'use client';

import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sentenceOf } from '@/lib/http/send-json';
import { Button } from './button';
import { Dialog, DialogClose, DialogContent } from './dialog';

/**
 * A dialog around one form. Stays open with the sentence when `onSend` rejects; what was entered is kept. `check` says
 * what is wrong before anything is sent. The field inside shows the sentence.
 */
export function FormDialog(props: {
  title: string;
  description?: string;
  /** The verb on the button. */
  action: string;
  check?: () => string | undefined;
  onSend: () => Promise<void>;
  onClose: () => void;
  children: (error: string | undefined) => ReactNode;
}) {
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function send(event: FormEvent) {
    event.preventDefault();
    const wrong = props.check?.();
    setError(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      await props.onSend();
      props.onClose();
    } catch (caught) {
      setError(sentenceOf(caught));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={props.title}
        description={props.description}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form={form} busy={busy}>
              {props.action}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={(event) => void send(event)}>
          {props.children(error)}
        </form>
      </DialogContent>
    </Dialog>
  );
}
