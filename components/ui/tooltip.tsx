'use client';

import { type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react';

type Side = 'top' | 'right' | 'bottom' | 'left';

/** Milliseconds under the pointer before it shows; the keyboard sees it at once. */
const delay = 400;
const gap = 6;
const edge = 8;

/**
 * A word or two for an icon, on hover and focus. It repeats a name that the control already has; never new information.
 * The browser's own popover, because every page has these and a library that places things is heavy.
 */
export function Tooltip({ label, side = 'top', children }: { label: ReactNode; side?: Side; children: ReactElement }) {
  const frame = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = () => {
    const control = frame.current?.firstElementChild;
    if (!control || !tip.current || tip.current.matches(':popover-open')) return;
    tip.current.showPopover();
    place(tip.current, control.getBoundingClientRect(), side);
  };
  const hide = () => {
    clearTimeout(timer.current);
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears what happens to the control inside
    <span
      ref={frame}
      className="contents"
      onPointerEnter={(event: PointerEvent) => {
        if (event.pointerType !== 'mouse') return;
        clearTimeout(timer.current);
        timer.current = setTimeout(show, delay);
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show()}
      onBlur={hide}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && hide()}
    >
      {children}
      <span ref={tip} popover="manual" aria-hidden className="pointer-events-none fixed m-0 max-w-72 rounded-sm bg-ink px-2 py-1 text-sm font-normal whitespace-pre-line text-paper">
        {label}
      </span>
    </span>
  );
}

/** Beside the control on the wished side, or on the other one where there is no room; never over the edge. */
function place(tip: HTMLElement, control: DOMRect, side: Side): void {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const room = { top: control.top, left: control.left, bottom: window.innerHeight - control.bottom, right: window.innerWidth - control.right };
  const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;
  const needed = gap + edge + (side === 'top' || side === 'bottom' ? height : width);
  const chosen = room[side] >= needed || room[side] >= room[opposite[side]] ? side : opposite[side];
  const middle = { x: control.left + (control.width - width) / 2, y: control.top + (control.height - height) / 2 };
  const x = chosen === 'left' ? control.left - gap - width : chosen === 'right' ? control.right + gap : middle.x;
  const y = chosen === 'top' ? control.top - gap - height : chosen === 'bottom' ? control.bottom + gap : middle.y;
  tip.style.left = `${Math.max(edge, Math.min(x, window.innerWidth - width - edge))}px`;
  tip.style.top = `${Math.max(edge, Math.min(y, window.innerHeight - height - edge))}px`;
}
