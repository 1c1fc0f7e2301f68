import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { layoutViewer } from '@/lib/auth/page-viewer';
import { listTeams } from '@/lib/teams/list-teams';

/** The shell around every signed-in page. Each page asks for its own role once more. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const viewer = await layoutViewer();
  const teams = await listTeams({ userId: viewer.userId, viewer });
  const session = {
    name: viewer.name,
    email: viewer.email,
    role: viewer.role,
    team: { id: viewer.teamId, name: teams.find((team) => team.current)?.name ?? '' },
    teams: teams.map(({ id, name }) => ({ id, name })),
  };
  return (
    <Shell session={session} railFolded={(await cookies()).get('rail')?.value === 'folded'}>
      {children}
    </Shell>
  );
}
