import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { readChat } from '@/lib/chats/read-chat';
import { readSharedChat } from '@/lib/chats/sharing/read-shared-chat';
import { AppError, notFound } from '@/lib/errors/app-error';
import { exportedChat, type ExportedChat } from './exported-chat';
import { exportFileName } from './file-name';
import { writeDocx } from './write-docx';
import { writeMarkdown } from './write-markdown';
import { writePdf } from './write-pdf';

export const exportFormat = z.enum(['markdown', 'docx', 'pdf'], 'format: choose markdown, docx or pdf.');
export type ExportFormat = z.infer<typeof exportFormat>;

export type ExportedFile = { name: string; mediaType: string; bytes: Uint8Array };

const writers: Record<ExportFormat, { extension: string; mediaType: string; write: (chat: ExportedChat) => Promise<Uint8Array> | Uint8Array }> = {
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8', write: (chat) => new TextEncoder().encode(writeMarkdown(chat)) },
  docx: { extension: 'docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', write: writeDocx },
  pdf: { extension: 'pdf', mediaType: 'application/pdf', write: writePdf },
};

/**
 * The viewer's own chat as a file: the path that is shown or, with `answerId`, that answer with its question.
 * Throws `not_found:chat`, `not_found:message`, `conflict:answer` while it is being written, `rate_limited:export`.
 */
export async function exportChat(viewer: Viewer, chatId: string, format: ExportFormat, answerId?: string): Promise<ExportedFile> {
  return oneAtATime(viewer, async () => {
    const chat = await readChat(viewer, chatId, { through: answerId, whole: true });
    return write(format, chat.title, answerId === undefined ? chat.messages : turnOf(chat.messages, answerId));
  });
}

/** A chat that is shared with the viewer's team, as they may see it. Throws `not_found:chat`, `rate_limited:export`. */
export async function exportSharedChat(viewer: Viewer, shareId: string, format: ExportFormat): Promise<ExportedFile> {
  return oneAtATime(viewer, async () => {
    const chat = await readSharedChat(viewer, shareId, { whole: true });
    return write(format, chat.title, chat.messages);
  });
}

function turnOf(messages: FootnoteMessage[], answerId: string): FootnoteMessage[] {
  const at = messages.findIndex((message) => message.id === answerId && message.role === 'assistant');
  if (at < 0) throw notFound('message');
  return messages.slice(Math.max(0, at - 1), at + 1);
}

// On globalThis, because the routes of a Next.js build do not share module instances.
const shared = globalThis as unknown as { footnoteExports?: Set<string> };

/** Laying out pages costs time of everybody's: one file at a time for each person. */
async function oneAtATime(viewer: Viewer, make: () => Promise<ExportedFile>): Promise<ExportedFile> {
  const making = (shared.footnoteExports ??= new Set());
  if (making.has(viewer.userId)) throw new AppError('rate_limited:export', 'A file is being made for you already. Wait for it, then try again.', { retryAfterSeconds: 5 });
  making.add(viewer.userId);
  try {
    return await make();
  } finally {
    making.delete(viewer.userId);
  }
}

async function write(format: ExportFormat, title: string, messages: FootnoteMessage[]): Promise<ExportedFile> {
  if (messages.some((message) => message.metadata?.status === 'running')) {
    throw new AppError('conflict:answer', 'Wait until the answer is finished, then save the chat.');
  }
  const writer = writers[format];
  return { name: exportFileName(title, writer.extension), mediaType: writer.mediaType, bytes: await writer.write(exportedChat(title, messages)) };
}
