'use client';

import { useId, useState } from 'react';
import { FormDialog } from '@/components/ui/form-dialog';
import type { ShownPassage } from '@/lib/passages/shown-passage';
import { splitPlaces } from './split-places';

type Props = {
  passage: ShownPassage;
  /** Its words in the document. */
  words: string;
  /** `at`: the position in the document at which the second half begins. */
  onSplit: (at: number) => Promise<void>;
  onClose: () => void;
};

/** Asks where a passage is to be split, and shows both halves. */
export function SplitDialog({ passage, words, onSplit, onClose }: Props) {
  const places = splitPlaces(words);
  const [at, setAt] = useState(places[Math.floor((places.length - 1) / 2)]?.at);
  const name = useId();
  return (
    <FormDialog
      title="Split this passage"
      description="Each half is found by itself from then on."
      action="Split"
      check={() => (at === undefined ? 'This passage is too short to be split.' : undefined)}
      onSend={() => onSplit(passage.start + (at ?? 0))}
      onClose={onClose}
    >
      {(error) => (
        <div className="flex flex-col gap-4">
          <fieldset aria-describedby={error ? `${name}-error` : undefined}>
            <legend className="mb-1.5 font-medium">The second half begins with</legend>
            <div className="flex max-h-56 flex-col overflow-y-auto rounded-md border border-edge py-1">
              {places.map((place) => (
                <label key={place.at} className="flex min-h-8 cursor-pointer items-baseline gap-2 px-3 py-1 hover:bg-wash">
                  <input type="radio" name={name} checked={place.at === at} onChange={() => setAt(place.at)} className="accent-ink" />
                  <span className="min-w-0 font-serif wrap-anywhere">{place.beginning}</span>
                </label>
              ))}
            </div>
            {error && (
              <p id={`${name}-error`} role="alert" className="mt-1.5 text-sm text-bad">
                {error}
              </p>
            )}
          </fieldset>
          {at !== undefined && (
            <div className="grid gap-3 text-sm sm:grid-cols-2">
              <Half title="First half" words={words.slice(0, at)} />
              <Half title="Second half" words={words.slice(at)} />
            </div>
          )}
        </div>
      )}
    </FormDialog>
  );
}

function Half({ title, words }: { title: string; words: string }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{title}</p>
      <p className="mt-1 border-s-2 border-line ps-2 font-serif wrap-anywhere whitespace-pre-line">{words.trim()}</p>
    </div>
  );
}
