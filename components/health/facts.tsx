import type { ReactNode } from 'react';

/** Names with what is known under them, one a line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="border-t border-line">{children}</dl>;
}

export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line py-2 sm:grid-cols-[12rem_1fr]">
      <dt className="text-muted">{props.name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{props.children}</dd>
    </div>
  );
}
