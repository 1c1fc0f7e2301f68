import { z } from 'zod';
import { keyWords, sizeOf } from './name-key';

/** Limits of the glossary; a question is compared with runs of as many words as a name may have. */
export const mostEntries = 2_000;
export const mostSynonyms = 20;
export const mostWords = 8;
const longestName = 100;

const cleaned = z
  .string()
  .transform((value) => value.toWellFormed().normalize('NFC').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ').replace(/\s+/g, ' ').trim());

const name = cleaned.pipe(
  z
    .string()
    .min(1, 'Write at least one letter.')
    .max(longestName, `A term or synonym has at most ${longestName} characters.`)
    .refine((value) => value === '' || keyWords(value).length > 0, 'A term or synonym needs a letter or a digit.')
    .refine((value) => sizeOf(keyWords(value)) <= mostWords, `A term or synonym has at most ${mostWords} words.`),
);

export const entryInput = z.object({
  term: name,
  synonyms: z.array(name).min(1, 'Give at least one synonym or what the term stands for.').max(mostSynonyms, `A term has at most ${mostSynonyms} synonyms.`),
  note: cleaned.pipe(z.string().max(500, 'A note has at most 500 characters.')).nullish(),
});

export type EntryInput = z.infer<typeof entryInput>;
