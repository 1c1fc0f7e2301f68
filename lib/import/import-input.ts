import { z } from 'zod';
import { idField } from '@/lib/http/id-field';

/** Most pages that one import may take. */
export const mostPages = 2_000;

export const importInput = z.object({
  kind: z.enum(['page', 'site'], 'Choose one page or a site.'),
  url: z.string('Give the address of a page.').trim().min(1, 'Give the address of a page.').max(2_000, 'This address is too long.'),
  collectionId: idField.optional(),
  pageLimit: z
    .int('The limit is a whole number of pages.')
    .min(1, 'Take at least one page.')
    .max(mostPages, `Take at most ${mostPages.toLocaleString('en')} pages.`)
    .default(100),
});
export type ImportInput = z.infer<typeof importInput>;

/** Which part of an import is looked at. */
export const importQuery = z.object({
  state: z.enum(['waiting', 'added', 'updated', 'unchanged', 'skipped', 'refused', 'gone']).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
