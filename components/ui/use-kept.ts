'use client';

import { useCallback, useSyncExternalStore } from 'react';

const changed = 'footnote:kept';
// What could not be stored (private windows, full storage) is at least kept while the page lives.
const memory = new Map<string, string>();

/** A text that this device keeps under `name`; undefined where there is none, and while the server renders. */
export function useKept(name: string): [string | undefined, (value: string | undefined) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name), () => undefined);
  const keep = useCallback((next: string | undefined) => write(name, next), [name]);
  return [value, keep];
}

function read(name: string): string | undefined {
  try {
    return memory.get(name) ?? localStorage.getItem(name) ?? undefined;
  } catch {
    return memory.get(name);
  }
}

function write(name: string, value: string | undefined) {
  memory.delete(name);
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    if (value !== undefined) memory.set(name, value);
  }
  window.dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}
