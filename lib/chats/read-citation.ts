import { hasRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import type { MessageCitation } from './chat-message';
import { toMessageCitation } from './message-citation';
import { readSharedCitation } from './sharing/read-shared-citation';

/**
 * A citation and the others of the same answer. People read those of their own chats and, as far as they may
 * see the sources, of chats that are shared with their team; admins also those of answers that were voted on. Throws `not_found:citation`.
 */
export async function readCitation(viewer: Viewer, citationId: string): Promise<MessageCitation & { siblings: MessageCitation[] }> {
  const citation = await db().citation.findFirst({
    where: {
      id: citationId,
      teamId: viewer.teamId,
      message: {
        OR: [{ chat: { userId: viewer.userId } }, ...(hasRole(viewer, 'admin') ? [{ votes: { some: { teamId: viewer.teamId } } }] : [])],
      },
    },
    include: { message: { select: { citations: { orderBy: { number: 'asc' } } } } },
  });
  if (!citation) {
    const shared = await readSharedCitation(viewer, citationId);
    if (!shared) throw notFound('citation');
    return shared;
  }
  return { ...toMessageCitation(citation), siblings: citation.message.citations.map(toMessageCitation) };
}
