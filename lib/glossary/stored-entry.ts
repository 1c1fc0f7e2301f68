import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors/app-error';
import type { EntryInput } from './entry-input';
import { nameKey } from './name-key';

/** The columns of an entry; synonyms that are the same name as the term or an earlier synonym are left out. */
export function columnsOf({ term, synonyms, note }: EntryInput): { term: string; synonyms: string[]; note: string | null; keys: string[]; termKey: string } {
  const byKey = new Map([[nameKey(term), term]]);
  for (const synonym of synonyms) if (!byKey.has(nameKey(synonym))) byKey.set(nameKey(synonym), synonym);
  const [, ...others] = byKey.values();
  if (others.length === 0) throw new AppError('bad_request:synonyms', 'Give a synonym that is written differently from the term.');
  return { term, synonyms: others, note: note || null, keys: [...byKey.keys()], termKey: nameKey(term) };
}

/** Turns the database's refusal of a second entry for a term into `conflict:term`. */
export async function uniqueTerm<T>(term: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new AppError('conflict:term', `“${term}” is already in the glossary.`, { cause: error });
    }
    throw error;
  }
}
