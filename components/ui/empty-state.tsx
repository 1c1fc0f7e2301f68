import type { ReactNode } from 'react';

/** A view with nothing in it yet: what would stand here, and the one next step. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-16 text-center">
      <h2 className="font-semibold">{props.title}</h2>
      {props.children && <div className="max-w-md text-muted">{props.children}</div>}
      {props.action && <div className="mt-3 flex flex-wrap justify-center gap-2">{props.action}</div>}
    </div>
  );
}
