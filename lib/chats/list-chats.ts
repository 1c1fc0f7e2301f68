import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

export type ListedChat = {
  id: string;
  title: string;
  /** ISO time of the last question. */
  updatedAt: string;
};

const mostChats = 300;

/** The viewer's own chats in this team, newest first; with `query`, those whose title or messages contain its words. */
export async function listChats(viewer: Viewer, query = ''): Promise<ListedChat[]> {
  const words = query.normalize('NFC').replaceAll('\0', '').split(/\s+/).filter(Boolean).slice(0, 10).map(literal);
  const rows = await db().chat.findMany({
    where: {
      teamId: viewer.teamId,
      userId: viewer.userId,
      AND: words.map((word) => ({
        OR: [
          { title: { contains: word, mode: 'insensitive' as const } },
          { messages: { some: { text: { contains: word, mode: 'insensitive' as const } } } },
        ],
      })),
    },
    select: { id: true, title: true, updatedAt: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: mostChats,
  });
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}

/** In LIKE, which searches by this, "%" and "_" would match anything. */
function literal(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}
