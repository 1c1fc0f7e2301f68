import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { PersonAnswerSource, PersonQuestion } from '@/lib/db/generated/client';
import type { AskedPerson, CloseReason, PersonSource } from './chat-message';
import { sightOf, type SourceSight } from './sharing/withhold-sources';

type Row = PersonQuestion & { sources: PersonAnswerSource[] };

/**
 * What was asked of people below these messages, by message, oldest first. Sources are those that the viewer may see now;
 * of others nothing but the number is told. `answeredBefore`: only what was answered by then. Whoever may read the messages may read these: it is for the caller to know.
 */
export async function askedPeopleOf(viewer: Viewer, messageIds: string[], answeredBefore?: Date): Promise<Map<string, AskedPerson[]>> {
  const rows = await db().personQuestion.findMany({
    where: { messageId: { in: messageIds }, teamId: viewer.teamId, ...(answeredBefore && { state: 'answered', settledAt: { lte: answeredBefore } }) },
    include: { sources: { orderBy: { number: 'asc' } } },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return new Map();
  const sight = await sightOf(viewer, rows.flatMap((row) => row.sources.map((source) => source.documentId)));
  const people = await db().user.findMany({ where: { id: { in: rows.flatMap((row) => [row.takenById ?? [], row.settledById ?? []].flat()) } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  const takers = new Set(await answererIds(viewer.teamId, rows.flatMap((row) => row.takenById ?? [])));
  const asked = rows.map((row) => ({ messageId: row.messageId, asked: toAskedPerson(row, names, takers, sight) }));
  return new Map([...Map.groupBy(asked, ({ messageId }) => messageId)].map(([messageId, ones]) => [messageId, ones.map((one) => one.asked)]));
}

function toAskedPerson(row: Row, names: Map<string, string>, takers: Set<string>, sight: SourceSight): AskedPerson {
  const nameOf = (id: string | null) => names.get(id ?? '') ?? 'Someone who left';
  return {
    id: row.id,
    question: row.question,
    ...(row.note !== null && { note: row.note }),
    state: row.state as AskedPerson['state'],
    askedAt: row.askedAt.toISOString(),
    ...(row.state === 'open' && row.takenById !== null && takers.has(row.takenById) && { takenBy: nameOf(row.takenById) }),
    ...(row.settledAt && { settled: { by: nameOf(row.settledById), at: row.settledAt.toISOString() } }),
    ...(row.answer !== null && { answer: row.answer }),
    sources: row.sources.map((source) => toPersonSource(source, sight)),
    ...(row.closedFor !== null && { closedFor: row.closedFor as CloseReason }),
  };
}

/** A source of a person's answer as this viewer may see it. */
export function toPersonSource(row: PersonAnswerSource, sight: SourceSight): PersonSource {
  const { id: _, ...source } = sight.citation(row);
  return source;
}

/** Which of these people may still answer questions in the team. */
async function answererIds(teamId: string, userIds: string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const members = await db().membership.findMany({ where: { teamId, userId: { in: userIds }, role: { not: 'viewer' }, user: { disabledAt: null } }, select: { userId: true } });
  return members.map((member) => member.userId);
}
