'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

/** The window of a `<Dialog>`: title, an optional sentence below it, body, and buttons at the foot. */
export function DialogContent(props: {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  className?: string;
}) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-[oklch(0_0_0/0.35)]" />
      <Primitive.Content
        {...(props.description ? {} : { 'aria-describedby': undefined })}
        className={classNames(
          'fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-appear flex-col rounded-md bg-raised shadow-float',
          props.className,
        )}
      >
        <header className="flex items-start gap-4 px-5 pt-5">
          <div className="min-w-0 flex-1">
            <Primitive.Title className="text-lg font-semibold text-balance">{props.title}</Primitive.Title>
            {props.description && <Primitive.Description className="mt-1 text-muted">{props.description}</Primitive.Description>}
          </div>
          <Primitive.Close asChild>
            <Button variant="ghost" size="icon" aria-label="Close" className="-mt-1 -mr-2">
              <X aria-hidden />
            </Button>
          </Primitive.Close>
        </header>
        {props.children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4">{props.children}</div>}
        <footer className="flex flex-wrap justify-end gap-2 px-5 pt-5 pb-5">{props.footer}</footer>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
