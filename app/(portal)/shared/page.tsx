import type { Metadata } from 'next';
import { SharedChatList } from '@/components/chat/shared-chat-list';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listSharedChats, shareFilter, sharesPerPage } from '@/lib/chats/sharing/list-shared-chats';

export const metadata: Metadata = { title: 'Shared with me' };

type Query = Record<string, string | string[] | undefined>;

export default async function SharedChatsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await pageViewer();
  // An address that cannot be read shows everything rather than an error.
  const read = shareFilter.safeParse(await searchParams);
  const filter = read.success ? read.data : shareFilter.parse({});
  const { shares, total } = await listSharedChats(viewer, filter);
  return <SharedChatList key={filter.query} shares={shares} query={filter.query} page={filter.page} pages={Math.max(1, Math.ceil(total / sharesPerPage))} />;
}
