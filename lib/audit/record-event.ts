import type { Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

export type AuditActor = { userId: string; teamId: string | null } | { system: true; teamId: string | null };

export type AuditedEvent = {
  /** '<subject>.<verb>', for example 'document.delete' */
  action: `${string}.${string}`;
  target: { type: string; id: string };
  /** What changed, in a few plain values. Never secrets, never the text of documents or chats. */
  detail?: Prisma.InputJsonObject;
};

/** Writes one line of the audit log, in the transaction of the change itself: undone work leaves no line. */
export async function recordEvent(tx: Transaction, actor: AuditActor, event: AuditedEvent): Promise<void> {
  await tx.auditEvent.create({
    data: {
      teamId: actor.teamId,
      actorId: 'system' in actor ? null : actor.userId,
      action: event.action,
      targetType: event.target.type,
      targetId: event.target.id,
      detail: event.detail ?? {},
    },
  });
}
