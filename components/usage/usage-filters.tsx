'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { usageQuery, type UsageQuery } from './usage-query';

const groups: { value: UsageQuery['by']; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'person', label: 'Person' },
  { value: 'model', label: 'Model' },
  { value: 'step', label: 'Step' },
];

/** By what spending is told apart, and of which days. Choices apply at once. */
export function UsageFilters(props: UsageQuery) {
  const { by, from, to } = props;
  const router = useRouter();
  const apply = (change: Partial<UsageQuery>) => router.push(`/admin/usage${usageQuery({ by, from, to, ...change })}`);
  return (
    <form className="flex flex-wrap items-end gap-3" onSubmit={(event) => event.preventDefault()}>
      <Field label="By">{(control) => <Select {...control} className="w-32" value={by} options={groups} onValueChange={(value) => apply({ by: groups.find((group) => group.value === value)?.value ?? 'day' })} />}</Field>
      <Field label="From">{(control) => <Input {...control} type="date" className="w-40" defaultValue={from} max={to || undefined} onChange={(event) => apply({ from: event.target.value })} />}</Field>
      <Field label="To">{(control) => <Input {...control} type="date" className="w-40" defaultValue={to} min={from || undefined} onChange={(event) => apply({ to: event.target.value })} />}</Field>
      {(from || to) && (
        <Button variant="ghost" onClick={() => apply({ from: '', to: '' })}>
          All days
        </Button>
      )}
    </form>
  );
}
