import { type ReactNode, useId } from 'react';

type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

/**
 * Label above, hint and error beside the field. The child is given id and descriptions:
 * `<Field label="Name" error={error}>{(control) => <Input {...control} name="name" />}</Field>`.
 */
export function Field(props: { label: ReactNode; hint?: ReactNode; error?: string; children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {props.label}
      </label>
      {props.children({ id, 'aria-describedby': described || undefined, 'aria-invalid': props.error ? true : undefined })}
      {props.hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {props.hint}
        </p>
      )}
      {props.error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {props.error}
        </p>
      )}
    </div>
  );
}
