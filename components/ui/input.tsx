import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** The look of every text field. */
export const fieldLook =
  'w-full rounded-md border border-edge bg-raised px-3 text-ink transition-colors hover:border-muted disabled:opacity-50 aria-invalid:border-bad';

/** A one-line field; wrap it in `<Field>` for its label and error. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={classNames(fieldLook, 'h-9', className)} {...props} />;
}
