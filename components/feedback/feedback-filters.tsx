'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { feedbackHref, type FeedbackQuery } from './feedback-query';
import { reasonWords } from './vote-words';

const any = 'any';
const votes = [
  { value: any, label: 'All votes' },
  { value: 'up', label: 'Helpful' },
  { value: 'down', label: 'Not helpful' },
];
const reasons = [{ value: any, label: 'Any reason' }, ...Object.entries(reasonWords).map(([value, label]) => ({ value, label }))];

/** Narrows the list. Choices apply at once, typed words with Enter or the button. */
export function FeedbackFilters({ filter }: { filter: FeedbackQuery }) {
  const router = useRouter();
  const [query, setQuery] = useState(filter.query);
  const apply = (change: Partial<FeedbackQuery>) => router.push(feedbackHref({ ...filter, query: query.trim(), ...change }));
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        apply({});
      }}
    >
      <Field label="Vote">{(control) => <Select {...control} className="w-36" value={filter.value || any} options={votes} onValueChange={(value) => apply({ value: value === any ? '' : value })} />}</Field>
      <Field label="Reason">{(control) => <Select {...control} className="w-40" value={filter.reason || any} options={reasons} onValueChange={(value) => apply({ reason: value === any ? '' : value })} />}</Field>
      <Field label="From">{(control) => <Input {...control} type="date" className="w-40" defaultValue={filter.from} max={filter.to || undefined} onChange={(event) => apply({ from: event.target.value })} />}</Field>
      <Field label="To">{(control) => <Input {...control} type="date" className="w-40" defaultValue={filter.to} min={filter.from || undefined} onChange={(event) => apply({ to: event.target.value })} />}</Field>
      <Field label="Words">{(control) => <Input {...control} type="search" className="w-56" placeholder="In question, answer, comment" maxLength={200} value={query} onChange={(event) => setQuery(event.target.value)} />}</Field>
      <Button type="submit">Filter</Button>
      {filtered && (
        <Button
          variant="ghost"
          onClick={() => {
            setQuery('');
            router.push('/admin/feedback');
          }}
        >
          Clear
        </Button>
      )}
    </form>
  );
}
