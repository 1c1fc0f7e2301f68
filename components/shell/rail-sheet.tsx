'use client';

import { Dialog as Primitive } from 'radix-ui';
import { Rail, type RailProps } from './rail';

/** The rail on a phone: a sheet over the page. */
export function RailSheet({ open, onOpenChange, ...rail }: RailProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-[oklch(0_0_0/0.35)] md:hidden" />
        <Primitive.Content aria-describedby={undefined} className="fixed inset-y-0 left-0 z-50 w-[min(18rem,85vw)] animate-slide-in shadow-float md:hidden">
          <Primitive.Title className="sr-only">Menu</Primitive.Title>
          <nav aria-label="Portal" className="h-full">
            <Rail {...rail} />
          </nav>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
