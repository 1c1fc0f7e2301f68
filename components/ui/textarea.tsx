import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { fieldLook } from './input';

/** A field of several lines, growing with its text up to `max-h-*`. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(fieldLook, 'min-h-20 resize-y py-2', className)} {...props} />;
}
