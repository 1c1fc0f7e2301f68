import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

export type ListedShare = {
  /** Stands in the address: /shared/ID. */
  id: string;
  title: string;
  sharedBy: string;
  /** ISO time at which the path was taken. */
  sharedAt: string;
  /** How many questions and answers are shared. */
  messages: number;
};

export const sharesPerPage = 50;

export const shareFilter = z.object({
  /** Words in the title or in the name of who shared it. */
  query: z.string().max(200).default(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

/**
 * The chats of other members that the viewer's team finds without their addresses, newest first. As the chats
 * themselves: none of people who left or are shut out.
 */
export async function listSharedChats(viewer: Viewer, { query, page }: z.infer<typeof shareFilter>): Promise<{ shares: ListedShare[]; total: number }> {
  const words = query.normalize('NFC').replaceAll('\0', '').split(/\s+/).filter(Boolean).slice(0, 10).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const found = Prisma.sql`
    FROM shared_chat s
    JOIN chat c ON c.id = s.chat_id
    JOIN membership m ON m.team_id = s.team_id AND m.user_id = c.user_id
    JOIN "user" u ON u.id = c.user_id AND u.disabled_at IS NULL
    WHERE s.team_id = ${viewer.teamId} AND s.listed AND c.user_id <> ${viewer.userId}
      AND (s.title || ' ' || u.name) ILIKE ALL(${words}::text[])`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<(Omit<ListedShare, 'sharedAt'> & { sharedAt: Date })[]>`
      SELECT s.id, s.title, u.name AS "sharedBy", s.shared_at AS "sharedAt", cardinality(s.message_ids) AS messages ${found}
      ORDER BY s.shared_at DESC, s.id DESC LIMIT ${sharesPerPage} OFFSET ${(page - 1) * sharesPerPage}`,
    db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${found}`,
  ]);
  return { shares: rows.map((row) => ({ ...row, sharedAt: row.sharedAt.toISOString() })), total: counted[0]?.total ?? 0 };
}
