import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { MessageCitation } from '../chat-message';
import { memberName } from './read-shared-chat';
import { sightOf } from './withhold-sources';

/** A citation of an answer in a chat that is shared with the viewer's team, and the answer's others; undefined for all else. */
export async function readSharedCitation(viewer: Viewer, citationId: string): Promise<(MessageCitation & { siblings: MessageCitation[] }) | undefined> {
  const citation = await db().citation.findFirst({
    where: { id: citationId, teamId: viewer.teamId, message: { chat: { share: { teamId: viewer.teamId } } } },
    include: { message: { select: { id: true, citations: { orderBy: { number: 'asc' } }, chat: { select: { userId: true, share: { select: { messageIds: true } } } } } } },
  });
  if (!citation?.message.chat.share?.messageIds.includes(citation.message.id)) return undefined;
  if ((await memberName(viewer.teamId, citation.message.chat.userId)) === undefined) return undefined;
  const { citations } = citation.message;
  const sight = await sightOf(viewer, citations.map((one) => one.documentId));
  return { ...sight.citation(citation), siblings: citations.map((one) => sight.citation(one)) };
}
