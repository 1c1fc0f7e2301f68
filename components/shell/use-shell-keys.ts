'use client';

import { useEffect } from 'react';

/** Keys that work on every page. Single letters are left alone while a person is typing. */
export function useShellKeys(actions: { palette: () => void; fold: () => void; help: () => void }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.metaKey || event.ctrlKey;
      if (command && event.key.toLowerCase() === 'k') actions.palette();
      else if (command && event.key === '\\') actions.fold();
      else if (!command && event.key === '?' && !isTyping(event.target)) actions.help();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
