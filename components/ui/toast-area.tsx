'use client';

import { Toaster as Sonner } from 'sonner';

/** Where toasts appear, in the portal's own looks. */
export function ToastArea() {
  return (
    <Sonner
      position="bottom-center"
      duration={5000}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-full items-center gap-3 rounded-md bg-ink px-4 py-3 font-sans text-base text-paper shadow-float sm:w-(--width)',
          content: 'min-w-0 flex-1',
          actionButton: 'shrink-0 rounded-sm px-2 py-1 font-medium text-paper underline underline-offset-2 focus-visible:outline-paper',
          cancelButton: 'shrink-0 rounded-sm px-2 py-1 text-paper',
        },
      }}
    />
  );
}
