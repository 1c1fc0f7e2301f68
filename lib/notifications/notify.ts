import type { Transaction } from '@/lib/db/client';
import type { NotificationKind } from './shown-notification';

export type NewNotification = {
  teamId: string;
  userId: string;
  kind: NotificationKind;
  /** Names what happened: nobody is told of the same event twice. */
  event: string;
  chatId?: string;
  messageId?: string;
  questionId?: string;
  citationId?: string;
  documentId?: string;
  /** Of a batch of documents. */
  read?: number;
  failed?: number;
};

/** Tells people what happened, in the transaction in which it does. Repeating it changes nothing. */
export async function notify(tx: Transaction, notifications: NewNotification[]): Promise<void> {
  if (notifications.length > 0) await tx.notification.createMany({ data: notifications, skipDuplicates: true });
}
