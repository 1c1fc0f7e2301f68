'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { Mark } from './cut-by-marks';
import { findInText } from './find-in-text';

/** Searching inside a text: what is typed, what it found, and which find is looked at. */
export function useFind(text: string) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(open ? words : '');
  const found = useMemo(() => findInText(text, wanted), [text, wanted]);
  const current = found[Math.min(at, found.length - 1)];
  const marks = useMemo(() => found.map((span): Mark => ({ ...span, kind: span === current ? 'current' : 'found' })), [found, current]);
  return {
    open,
    words,
    marks,
    current,
    at: Math.max(0, Math.min(at, found.length - 1)),
    count: found.length,
    toggle: () => setOpen(!open),
    close: () => setOpen(false),
    write: (next: string) => {
      setWords(next);
      setAt(0);
    },
    step: (by: 1 | -1) => setAt(found.length === 0 ? 0 : (Math.min(at, found.length - 1) + by + found.length) % found.length),
  };
}
