import type { Person } from '@/lib/auth/find-person';
import { db } from '@/lib/db/client';

/** Changes the person's own name or theme. */
export async function updateAccount(person: Pick<Person, 'userId'>, changes: { name?: string; theme?: string }): Promise<void> {
  await db().user.update({ where: { id: person.userId }, data: { name: changes.name, theme: changes.theme } });
}
