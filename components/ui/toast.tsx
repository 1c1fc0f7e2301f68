'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import type { ExternalToast } from 'sonner';
import { whenReachable } from '@/components/shell/reachability';

// What shows toasts is loaded with the first toast: most visits need none.
const ToastArea = dynamic(whenReachable(() => import('./toast-area').then((module) => module.ToastArea)), { ssr: false });

let wanted = false;
const listeners = new Set<() => void>();

/** Says something in passing: `toast('Moved.', { action: { label: 'Undo', onClick }, duration: 10_000 })`. */
export function toast(message: string, options?: ExternalToast): void {
  wanted = true;
  for (const listener of listeners) listener();
  // Where the portal does not answer, the shell says so in a place of its own.
  import('sonner').then((sonner) => sonner.toast(message, options)).catch(() => {});
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
