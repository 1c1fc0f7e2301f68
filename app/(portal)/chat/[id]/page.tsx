import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Conversation } from '@/components/chat/conversation';
import { pageViewer } from '@/lib/auth/page-viewer';
import { readChat, type ReadChat } from '@/lib/chats/read-chat';
import { hasRole } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { toAppError } from '@/lib/errors/app-error';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: (await find(id)).title };
}

export default async function ChatPage({ params }: Props) {
  const { id } = await params;
  const viewer = await pageViewer();
  const chat = await find(id);
  const maxUploadBytes = hasRole(viewer, 'editor') ? config().maxUploadBytes : undefined;
  return <Conversation key={chat.id} chatId={chat.id} title={chat.title} messages={chat.messages} scope={chat.scope} maxUploadBytes={maxUploadBytes} />;
}

/** Read once for title and page. */
const find = cache(async (id: string): Promise<ReadChat> => {
  const viewer = await pageViewer();
  try {
    return await readChat(viewer, id);
  } catch (error) {
    if (toAppError(error).status === 404) notFound();
    throw error;
  }
});
