import { z } from 'zod';

/** A folder's name as it is kept; with `chatIds`, what goes into it at once. */
export const folderInput = z.object({
  name: z
    .string('Give the folder a name.')
    .transform((value) => value.toWellFormed().normalize('NFC').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'Give the folder a name.').max(80, 'A name has at most 80 characters.')),
  chatIds: z.array(z.string().max(64)).max(1_000).optional(),
});
