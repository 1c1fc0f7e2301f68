import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Notification } from '@/lib/db/generated/client';
import { accessibleCollections } from '@/lib/retrieval/reach';
import type { NotificationKind, ShownNotification } from './shown-notification';

/** So many are listed at most; older ones have had their time. */
export const mostListed = 100;

/** What there is to tell the viewer, newest first, in words that they may read now; `latest`: the newest unread one alone. */
export async function listNotifications(viewer: Viewer, latest = false): Promise<ShownNotification[]> {
  const { teamId, userId } = viewer;
  const rows = await db().notification.findMany({
    where: { teamId, userId, ...(latest && { readAt: null }) },
    include: { question: { select: { question: true, settledById: true, askedById: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: latest ? 1 : mostListed,
  });
  const [people, documents, asked] = await Promise.all([
    db().user.findMany({ where: { id: { in: rows.flatMap((row) => row.question?.settledById ?? []) } }, select: { id: true, name: true } }),
    visibleDocuments(viewer, rows.flatMap((row) => row.documentId ?? [])),
    askedQuestions(viewer, rows.flatMap((row) => row.messageId ?? [])),
  ]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as NotificationKind,
    createdAt: row.createdAt.toISOString(),
    unread: row.readAt === null,
    ...told(row.kind as NotificationKind, row, {
      who: names.get(row.question?.settledById ?? '') ?? 'Someone who left',
      question: row.question?.question,
      asked: asked.get(row.messageId ?? ''),
      document: documents.get(row.documentId ?? ''),
    }),
  }));
}

type Known = { who: string; question?: string; asked?: string; document?: string };

function told(kind: NotificationKind, row: Notification, { who, question, asked, document }: Known): Pick<ShownNotification, 'sentence' | 'subject' | 'href'> {
  const message = `/chat/${row.chatId}?message=${row.messageId}`;
  switch (kind) {
    case 'question-answered':
      return { sentence: `${who} answered your question.`, subject: question, href: message };
    case 'question-closed':
      return { sentence: `${who} closed your question without an answer.`, subject: question, href: message };
    case 'question-withdrawn':
      return { sentence: `${who} withdrew the question that you had taken.`, subject: question };
    case 'source-changed':
      return {
        sentence: document === undefined ? 'A source of your answer has changed.' : `A source of your answer has changed: ${document}.`,
        subject: asked,
        href: `${message}${row.citationId && document !== undefined ? `&source=${row.citationId}` : ''}`,
      };
    case 'batch-done': {
      const failed = row.failed ?? 0;
      return { sentence: `${counted(row.read ?? 0)} read${failed > 0 ? `, ${failed.toLocaleString('en')} failed` : ''}.`, href: `/admin/documents${failed > 0 ? '?state=failed' : ''}` };
    }
  }
}

function counted(documents: number): string {
  return `${documents.toLocaleString('en')} ${documents === 1 ? 'document' : 'documents'}`;
}

/** Names of those of the documents that the viewer may see now. */
async function visibleDocuments(viewer: Viewer, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db().document.findMany({
    where: { id: { in: ids }, teamId: viewer.teamId, deletedAt: null, collectionId: { in: await accessibleCollections(viewer) } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The questions of the viewer's own chats that these messages answer. */
async function askedQuestions({ teamId, userId }: Viewer, messageIds: string[]): Promise<Map<string, string | undefined>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db().message.findMany({ where: { id: { in: messageIds }, teamId, chat: { userId } }, select: { id: true, parent: { select: { text: true } } } });
  return new Map(rows.map((row) => [row.id, row.parent?.text]));
}
