'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';

/** A window along the right edge, for what is read beside a page; on phones it covers the page. Esc closes it; `onClosed` gives the focus back. */
export function SideSheet(props: { open: boolean; onOpenChange: (open: boolean) => void; onClosed: () => void; title: string; description?: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-[oklch(0_0_0/0.35)]" />
        <Primitive.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            props.onClosed();
          }}
          className="fixed inset-y-0 right-0 z-50 flex w-full animate-appear flex-col bg-paper shadow-float outline-none sm:w-[min(44rem,92vw)]"
        >
          <header className="flex items-start gap-4 border-b border-line px-5 py-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-lg font-semibold text-balance">{props.title}</Primitive.Title>
              {props.description && <Primitive.Description className="text-sm text-muted">{props.description}</Primitive.Description>}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close" className="-mr-2">
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </header>
          <section
            aria-label={props.title}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
            tabIndex={0}
            className="min-h-0 flex-1 overflow-y-auto px-5 py-5"
          >
            {props.children}
          </section>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
