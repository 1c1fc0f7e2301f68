import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';

/** "Searched also for: paid time off, vacation". Nothing when only the question's own words were searched for. */
export function AlsoSearchedLine({ also, className }: { also: AlsoSearched[]; className?: string }) {
  const terms = [...new Set(also.flatMap((one) => one.terms))];
  if (terms.length === 0) return null;
  return <p className={className}>Searched also for: {terms.join(', ')}</p>;
}
