import { db } from '@/lib/db/client';
import { emailField } from './account-fields';

/** The account with this e-mail address, however it was typed. */
export async function findAccount(email: string): Promise<{ id: string; email: string; passwordHash: string; disabledAt: Date | null; theme: string } | undefined> {
  const parsed = emailField.safeParse(email);
  if (!parsed.success) return undefined;
  return (await db().user.findUnique({ where: { email: parsed.data } })) ?? undefined;
}
