import { Select } from '@/components/ui/select';

export type CollectionChoice = { id: string; name: string };

type Props = {
  collections: CollectionChoice[];
  /** Empty for all. */
  collection: string;
  /** Empty for words and meaning. */
  mode: string;
  onChange: (change: { collection?: string; mode?: string }) => void;
};

// The fields do not take empty values, so "everything" has a name of its own here.
const everything = 'all';

const modes = [
  { value: everything, label: 'Words and meaning' },
  { value: 'keyword', label: 'Words only' },
  { value: 'vector', label: 'Meaning only' },
];

/** Where to search, and by what. */
export function SearchFilters({ collections, collection, mode, onChange }: Props) {
  const places = [{ value: everything, label: 'All collections' }, ...collections.map(({ id, name }) => ({ value: id, label: name }))];
  const emptied = (value: string) => (value === everything ? '' : value);
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {(collections.length > 1 || collection !== '') && (
        <Select aria-label="Collection" className="max-w-56" value={places.some(({ value }) => value === collection) ? collection : everything} options={places} onValueChange={(value) => onChange({ collection: emptied(value) })} />
      )}
      <Select aria-label="Search by" className="max-w-56" value={modes.some(({ value }) => value === mode) ? mode : everything} options={modes} onValueChange={(value) => onChange({ mode: emptied(value) })} />
    </div>
  );
}
