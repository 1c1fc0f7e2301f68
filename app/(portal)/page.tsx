import type { Metadata } from 'next';
import { Ask } from '@/components/chat/ask';
import { pageViewer } from '@/lib/auth/page-viewer';
import { hasRole } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { listTeams } from '@/lib/teams/list-teams';

export const metadata: Metadata = { title: 'Ask' };

export default async function AskPage() {
  const viewer = await pageViewer();
  const team = (await listTeams({ userId: viewer.userId, viewer })).find((one) => one.current);
  return <Ask team={team?.name ?? ''} maxUploadBytes={hasRole(viewer, 'editor') ? config().maxUploadBytes : undefined} />;
}
