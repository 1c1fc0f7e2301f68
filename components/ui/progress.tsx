'use client';

import { Progress as Primitive } from 'radix-ui';
import { classNames } from './class-names';

/** A bar from 0 to 1; `label` says of what. Undefined value: under way, amount unknown. */
export function Progress(props: { value: number | undefined; label: string; className?: string }) {
  const percent = props.value === undefined ? null : Math.round(Math.min(1, Math.max(0, props.value)) * 100);
  return (
    <Primitive.Root value={percent} aria-label={props.label} className={classNames('h-1 w-full overflow-hidden rounded-full bg-line', props.className)}>
      <Primitive.Indicator
        className={classNames('h-full origin-left rounded-full bg-ink transition-transform', percent === null && 'animate-pulse')}
        style={{ transform: `scaleX(${percent === null ? 0.4 : percent / 100})` }}
      />
    </Primitive.Root>
  );
}
