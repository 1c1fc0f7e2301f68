import { CircleHelp } from 'lucide-react';
import { formatWords } from '@/components/documents/format-words';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Select, type SelectOption } from '@/components/ui/select';
import { dateFilter, filterValue, formatFilter, writeDate, writeFilter } from '@/lib/retrieval/query/write-filter';
import { HowToSearch } from './how-to-search';

export type CollectionChoice = { id: string; name: string };

type Props = {
  collections: CollectionChoice[];
  /** What stands in the field: its filters are shown here, and a choice made here is written there. */
  typed: string;
  /** Empty for words and meaning. */
  mode: string;
  onWrite: (typed: string) => void;
  onMode: (mode: string) => void;
};

// The fields do not take empty values, so "everything" has a name of its own here.
const everything = 'all';

const modes = [
  { value: everything, label: 'Words and meaning' },
  { value: 'keyword', label: 'Words only' },
  { value: 'vector', label: 'Meaning only' },
];

const formats = [{ value: everything, label: 'Any type' }, ...Object.entries(formatWords).map(([value, { label }]) => ({ value, label }))];

const times = [
  { days: 7, label: 'Past week' },
  { days: 31, label: 'Past month' },
  { days: 365, label: 'Past year' },
];

/** Where to search, and by what. */
export function SearchFilters({ collections, typed, mode, onWrite, onMode }: Props) {
  const emptied = (value: string) => (value === everything ? undefined : value);
  const place = filterValue(typed, 'in');
  const called = collections.find(({ name }) => name.toLowerCase() === place?.toLowerCase())?.name ?? place;
  const places = [{ value: everything, label: 'All collections' }, ...collections.map(({ name }) => ({ value: name, label: name }))];
  const format = formatFilter(typed);
  const date = dateFilter(typed);
  const dates = [{ value: everything, label: 'Any time' }, ...times.map(({ days, label }) => ({ value: `after:${dayBefore(days)}`, label }))];
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Select aria-label="Type" className="max-w-40" value={format ?? everything} options={withTyped(formats, format)} onValueChange={(value) => onWrite(writeFilter(typed, 'type', emptied(value)))} />
      {(collections.length > 1 || called !== undefined) && (
        <Select aria-label="Collection" className="max-w-40" value={called ?? everything} options={withTyped(places, called)} onValueChange={(value) => onWrite(writeFilter(typed, 'in', emptied(value)))} />
      )}
      <Select aria-label="Uploaded" className="max-w-40" value={date ?? everything} options={withTyped(dates, date)} onValueChange={(value) => onWrite(writeDate(typed, emptied(value)?.replace('after:', '')))} />
      <Select
        aria-label="Search by"
        className="max-w-48"
        value={modes.some(({ value }) => value === mode) ? mode : everything}
        options={modes}
        onValueChange={(value) => onMode(emptied(value) ?? '')}
      />
      <Popover>
        <PopoverTrigger asChild>
          <Button variant="ghost">
            <CircleHelp aria-hidden /> How to search
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-[28rem]">
          <HowToSearch />
        </PopoverContent>
      </Popover>
    </div>
  );
}

/** The choices, and what was typed where it is none of them. */
function withTyped(options: SelectOption[], typed: string | undefined): SelectOption[] {
  return typed === undefined || options.some(({ value }) => value === typed) ? options : [...options, { value: typed, label: typed }];
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
