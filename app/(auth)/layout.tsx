import type { ReactNode } from 'react';

/** One quiet column for everything that happens before somebody is in. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-5 py-10 sm:py-[14vh]">
      <main className="flex w-full max-w-96 flex-col gap-6">
        <p className="font-serif text-lg font-semibold">
          Footnote<sup className="ml-0.5 text-accent">1</sup>
        </p>
        {children}
      </main>
    </div>
  );
}
