'use client';

import { useEffect, type RefObject } from 'react';
import { useSteady } from './use-steady';

type Keys = { onPrevious?: () => void; onNext?: () => void };

/** [ and ] walk through the citations: anywhere on the page, except where a key is being typed or a dialog is open. */
export function useReaderKeys(panel: RefObject<HTMLElement | null>, keys: Keys): void {
  const press = useSteady((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.metaKey || (event.ctrlKey && !event.getModifierState('AltGraph'))) return;
    const target = event.target instanceof Element ? event.target : undefined;
    const floating = target?.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]');
    if (floating && !floating.contains(panel.current)) return;
    if (target?.closest('input, textarea, select, [contenteditable="true"]')) return;
    const act = event.key === '[' ? keys.onPrevious : event.key === ']' ? keys.onNext : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [press]);
}
