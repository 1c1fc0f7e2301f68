'use client';

import { AlertDialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { Field } from './field';
import { Input } from './input';

/**
 * Asks before something that cannot be undone. `action` is the verb ("Delete 3 documents"); with `typed`, the person
 * must type that word first. Stays open with the error's sentence when `onConfirm` rejects.
 */
export function ConfirmDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  action: string;
  typed?: string;
  onConfirm: () => Promise<void> | void;
}) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  function change(open: boolean) {
    setTyped('');
    setError(undefined);
    props.onOpenChange(open);
  }

  async function confirm() {
    setBusy(true);
    setError(undefined);
    try {
      await props.onConfirm();
      change(false);
    } catch (caught) {
      setError(caught instanceof Error ? caught.message : 'This did not work. Please try again.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <Primitive.Root open={props.open} onOpenChange={change}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-[oklch(0_0_0/0.35)]" />
        <Primitive.Content className="fixed top-1/2 left-1/2 z-50 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-appear rounded-md bg-raised p-5 shadow-float">
          <Primitive.Title className="text-lg font-semibold">{props.title}</Primitive.Title>
          <Primitive.Description asChild>
            <div className="mt-2 text-muted">{props.children}</div>
          </Primitive.Description>
          {props.typed && (
            <div className="mt-4">
              <Field label={`Type "${props.typed}" to go on`}>
                {(control) => <Input {...control} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />}
              </Field>
            </div>
          )}
          {error && (
            <p role="alert" className="mt-4 text-bad">
              {error}
            </p>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <Primitive.Cancel asChild>
              <Button>Cancel</Button>
            </Primitive.Cancel>
            <Button variant="danger" busy={busy} disabled={props.typed !== undefined && typed.trim() !== props.typed} onClick={() => void confirm()}>
              {props.action}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
