'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** A checkbox of 16 px with a target of 24; `checked="indeterminate"` for "some of these". Needs a label or aria-label. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={classNames(
        'relative inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-edge bg-raised before:absolute before:-inset-1',
        'data-[state=checked]:border-ink data-[state=checked]:bg-ink data-[state=checked]:text-paper',
        'data-[state=indeterminate]:border-ink data-[state=indeterminate]:bg-ink data-[state=indeterminate]:text-paper disabled:opacity-50',
        className,
      )}
      {...props}
    >
      <Primitive.Indicator>{props.checked === 'indeterminate' ? <Minus className="size-3" /> : <Check className="size-3" />}</Primitive.Indicator>
    </Primitive.Root>
  );
}
