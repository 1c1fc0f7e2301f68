import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const variants = {
  /** The one main action of a view. */
  primary: 'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-wash disabled:text-muted',
  secondary: 'border border-edge bg-raised text-ink hover:bg-wash disabled:border-line disabled:bg-transparent disabled:text-muted',
  /** Quiet until wanted: toolbars, rows, menus. */
  ghost: 'text-muted disabled:opacity-50 disabled:hover:bg-transparent hover:bg-wash hover:text-ink aria-pressed:bg-wash aria-pressed:text-ink data-[state=open]:bg-wash data-[state=open]:text-ink',
  danger: 'border border-bad bg-raised text-bad hover:bg-bad-wash disabled:border-line disabled:text-muted',
};

const sizes = {
  small: 'h-7 gap-1.5 px-2 text-sm',
  medium: 'h-9 gap-2 px-3 text-base',
  /** A square for one icon; give it an aria-label. */
  icon: 'size-8 justify-center',
};

export type ButtonProps = ComponentProps<'button'> & {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  /** Renders the one child (a link) with the looks of a button. */
  asChild?: boolean;
  /** Says that the action is under way: the button stays in place and cannot be pressed again. */
  busy?: boolean;
};

/** A button says its verb. `type` is "button" unless given. */
export function Button({ variant = 'secondary', size = 'medium', asChild, busy, className, disabled, ...props }: ButtonProps) {
  const Component = asChild ? Slot.Root : 'button';
  return (
    <Component
      {...(asChild ? {} : { type: 'button' as const, disabled: disabled || busy })}
      aria-busy={busy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none',
        'disabled:cursor-not-allowed aria-busy:cursor-progress [&_svg]:size-4 [&_svg]:shrink-0',
        variants[variant],
        sizes[size],
        className,
      )}
      {...props}
    />
  );
}
