import { z } from 'zod';
import { idField } from '@/lib/http/id-field';

/** Longest text that is searched for one passage, in UTF-16 code units; models read about the first thousand. */
export const longestText = 8_000;
export const mostKeywords = 30;
const longestKeyword = 80;

const position = z.number('This is not a position.').int('This is not a position.').min(0).max(200_000_000);

function cleaned(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim();
}

const text = z
  .string('Write the text that is searched.')
  .transform(cleaned)
  .pipe(z.string().min(1, 'Write what this passage is found by, or switch it off.').max(longestText, `A passage has at most ${longestText.toLocaleString('en')} characters.`));

const keyword = z
  .string('A keyword is a word or a few.')
  .transform((value) => cleaned(value).replace(/[\s,]+/g, ' ').trim())
  .pipe(z.string().min(1, 'A keyword is a word or a few.').max(longestKeyword, `A keyword has at most ${longestKeyword} characters.`));

/** A passage as it is shown: the version and the span that it has there. */
const place = { versionId: idField, start: position, end: position };

/** What a person does with one passage of a document. */
export const passageChange = z.discriminatedUnion(
  'action',
  [
    /** Without `text` the words of the document are searched again. */
    z.object({ action: z.literal('edit'), ...place, text: text.optional(), keywords: z.array(keyword).max(mostKeywords, `A passage has at most ${mostKeywords} keywords.`).default([]) }),
    /** `at`: the position in the document at which the second half begins. */
    z.object({ action: z.literal('split'), ...place, at: position }),
    z.object({ action: z.literal('merge'), ...place }),
    z.object({ action: z.literal('switch-off'), ...place }),
    z.object({ action: z.literal('switch-on'), ...place }),
    z.object({ action: z.literal('revert'), ...place }),
  ],
  'Choose one of edit, split, merge, switch-off, switch-on, revert.',
);
export type PassageChange = z.infer<typeof passageChange>;
export type PassagePlace = { versionId: string; start: number; end: number };
