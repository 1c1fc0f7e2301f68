'use client';

import { type ComponentProps, type ReactNode, Suspense, useState } from 'react';

/**
 * The button of a menu that is loaded when the button is first touched: for menus that stand on every page and are
 * rarely opened. `menu` is a lazy component around the given trigger, open from the start; `prepare` begins to load it.
 */
export function LateMenu({ menu, prepare, ...button }: ComponentProps<'button'> & { menu: (trigger: ReactNode) => ReactNode; prepare: () => Promise<unknown> }) {
  const [wanted, setWanted] = useState(false);
  const ready = () => void prepare().catch(() => {});
  const waiting = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...button}
      onPointerEnter={ready}
      onFocus={ready}
      onClick={() => setWanted(true)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        setWanted(true);
      }}
    />
  );
  return wanted ? <Suspense fallback={waiting}>{menu(<button type="button" {...button} />)}</Suspense> : waiting;
}
