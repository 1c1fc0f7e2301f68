import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = { plain: 'text-muted', good: 'text-good', warn: 'text-warn', bad: 'text-bad' };

/** A small outlined word beside a name: a role, "current device". */
export function Badge(props: { tone?: keyof typeof tones; children: ReactNode; className?: string }) {
  return (
    <span className={classNames('inline-flex h-5 items-center rounded-sm border border-line px-1.5 text-xs whitespace-nowrap', tones[props.tone ?? 'plain'], props.className)}>
      {props.children}
    </span>
  );
}
