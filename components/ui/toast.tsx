'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import type { ExternalToast } from 'sonner';

// What shows toasts is loaded with the first toast: most visits need none.
const ToastArea = dynamic(() => import('./toast-area').then((module) => module.ToastArea), { ssr: false });

let wanted = false;
const listeners = new Set<() => void>();

/** Says something in passing: `toast('Moved.', { action: { label: 'Undo', onClick }, duration: 10_000 })`. */
export function toast(message: string, options?: ExternalToast): void {
  wanted = true;
  for (const listener of listeners) listener();
  void import('sonner').then((sonner) => sonner.toast(message, options));
}

/** Mounted once by the shell. */
export function Toaster() {
  const needed = useSyncExternalStore(subscribe, () => wanted, () => false);
  return needed ? <ToastArea /> : null;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
