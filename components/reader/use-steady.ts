'use client';

import { useCallback, useEffect, useRef } from 'react';

/** A function that never changes and always calls the newest `callback`: for effects that should not run again. */
export function useSteady<Args extends unknown[]>(callback: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
