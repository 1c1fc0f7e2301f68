import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { SharedChat } from '@/components/chat/shared-chat';
import { pageViewer } from '@/lib/auth/page-viewer';
import { readSharedChat, type ReadSharedChat } from '@/lib/chats/sharing/read-shared-chat';
import { toAppError } from '@/lib/errors/app-error';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).id)).title };
}

export default async function SharedChatPage({ params }: Props) {
  return <SharedChat chat={await find((await params).id)} />;
}

/** Read once for title and page. */
const find = cache(async (id: string): Promise<ReadSharedChat> => {
  const viewer = await pageViewer();
  try {
    return await readSharedChat(viewer, id);
  } catch (error) {
    if (toAppError(error).status === 404) notFound();
    throw error;
  }
});
