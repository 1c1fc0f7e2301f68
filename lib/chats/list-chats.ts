import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

export type ListedChat = {
  id: string;
  title: string;
  /** ISO time of the last question. */
  updatedAt: string;
  /** The team can read it by a link. */
  shared: boolean;
  /** Stands on top of the list. */
  pinned: boolean;
  folderId: string | null;
};

/** So many chats under their days, and so many that are pinned or in a folder: those are not lost by growing old. */
const mostRecent = 300;
const mostKept = 700;

/** The viewer's own chats in this team, newest first; with `query`, those whose title or messages contain its words. */
export async function listChats(viewer: Viewer, query = ''): Promise<ListedChat[]> {
  const words = query.normalize('NFC').replaceAll('\0', '').split(/\s+/).filter(Boolean).slice(0, 10).map(literal);
  const kept = [{ pinnedAt: { not: null } }, { folderId: { not: null } }];
  const found = (where: Prisma.ChatWhereInput, take: number) =>
    db().chat.findMany({
      where: {
        ...where,
        teamId: viewer.teamId,
        userId: viewer.userId,
        AND: words.map((word) => ({
          OR: [
            { title: { contains: word, mode: 'insensitive' as const } },
            { messages: { some: { text: { contains: word, mode: 'insensitive' as const } } } },
          ],
        })),
      },
      select: { id: true, title: true, updatedAt: true, pinnedAt: true, folderId: true, share: { select: { id: true } } },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take,
    });
  const rows = [...(await found({ OR: kept }, mostKept)), ...(await found({ NOT: { OR: kept } }, mostRecent))];
  return rows
    .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || (a.id < b.id ? 1 : -1))
    .map(({ share, pinnedAt, ...row }) => ({ ...row, updatedAt: row.updatedAt.toISOString(), shared: share !== null, pinned: pinnedAt !== null }));
}

/** In LIKE, which searches by this, "%" and "_" would match anything. */
function literal(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}
