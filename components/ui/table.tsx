import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** A dense table with hairlines. The frame scrolls sideways by itself on narrow screens; `label` names it. */
export function Table({ label, className, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="relative w-full overflow-x-auto" aria-label={label} tabIndex={0}>
      <table aria-label={label} className={classNames('w-full border-collapse text-sm tabular-nums', className)} {...props} />
    </section>
  );
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead {...props} />;
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={classNames('border-b border-line hover:bg-wash aria-selected:bg-wash', className)} {...props} />;
}

/** A column's head; give `aria-sort` where it can be sorted. */
export function TableHeader({ className, ...props }: ComponentProps<'th'>) {
  return <th scope="col" className={classNames('h-9 px-2 text-left font-medium whitespace-nowrap text-muted', className)} {...props} />;
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={classNames('h-10 px-2 py-1', className)} {...props} />;
}
