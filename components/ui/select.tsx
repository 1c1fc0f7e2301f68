'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { classNames } from './class-names';
import { fieldLook } from './input';

export type SelectOption = { value: string; label: string; hint?: string; disabled?: boolean };

/** One choice from a short list. Values must not be empty strings. */
export function Select(props: {
  value: string;
  onValueChange: (value: string) => void;
  options: SelectOption[];
  id?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}) {
  const { value, onValueChange, options, name, disabled, className, ...trigger } = props;
  return (
    <Primitive.Root value={value} onValueChange={onValueChange} name={name} disabled={disabled}>
      <Primitive.Trigger {...trigger} className={classNames(fieldLook, 'inline-flex h-9 items-center justify-between gap-2 text-left', className)}>
        <span className="truncate">
          <Primitive.Value />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-md bg-raised shadow-float"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex cursor-pointer items-center gap-2 rounded-sm py-1.5 pr-8 pl-2 outline-none data-disabled:opacity-50 data-highlighted:bg-wash"
              >
                <span className="flex-1">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
                </span>
                <Primitive.ItemIndicator className="-mr-6">
                  <Check aria-hidden className="size-4" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
