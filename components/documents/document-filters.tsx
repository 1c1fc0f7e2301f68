'use client';

import { useEffect, useState } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { formatWords } from './format-words';
import type { TableQuery } from './table-query';

const states = [
  { value: 'any', label: 'Any state' },
  { value: 'ready', label: 'Ready' },
  { value: 'partly-read', label: 'Partly read' },
  { value: 'unsettled', label: 'Waiting or reading' },
  { value: 'failed', label: 'Failed' },
];
const formats = [{ value: 'any', label: 'Any type' }, ...Object.entries(formatWords).map(([value, { label }]) => ({ value, label }))];

/** Milliseconds without a key before the words are looked for. */
const typingPause = 200;

/** Search by name, and what the table is narrowed to. */
export function DocumentFilters({ query, onChange }: { query: TableQuery; onChange: (change: Partial<TableQuery>) => void }) {
  const [typed, setTyped] = useState(query.q);
  // The back button changes the address, and the field follows it.
  const [followed, setFollowed] = useState(query.q);
  if (followed !== query.q) {
    setFollowed(query.q);
    if (query.q !== typed.trim()) setTyped(query.q);
  }
  useEffect(() => {
    if (typed.trim() === query.q) return;
    const wait = setTimeout(() => onChange({ q: typed.trim() }), typingPause);
    return () => clearTimeout(wait);
  });

  return (
    <search className="mb-1 flex flex-wrap gap-2">
      <div className="w-64 max-sm:w-full">
        <Input type="search" aria-label="Search by name" placeholder="Search by name" maxLength={200} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <div className="w-44">
        <Select aria-label="State" value={query.state || 'any'} options={states} onValueChange={(value) => onChange({ state: value === 'any' ? '' : value })} />
      </div>
      <div className="w-36">
        <Select aria-label="Type" value={query.format || 'any'} options={formats} onValueChange={(value) => onChange({ format: value === 'any' ? '' : value })} />
      </div>
    </search>
  );
}
