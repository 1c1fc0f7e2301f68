import { z } from 'zod';

export const collectionInput = z.object({
  name: z
    .string()
    .transform((value) => value.toWellFormed().normalize('NFC').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'Give the collection a name.').max(80, 'A name has at most 80 characters.')),
});
