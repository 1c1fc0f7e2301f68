import type { ReactNode } from 'react';

/** Title, a sentence, and what to do. */
export function AuthPage(props: { title: string; intro?: ReactNode; children?: ReactNode }) {
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold">{props.title}</h1>
        {props.intro && <div className="text-muted">{props.intro}</div>}
      </header>
      {props.children}
    </>
  );
}
