import type { Metadata } from 'next';
import { InvitationSection } from '@/components/people/invitation-section';
import { PeopleTable } from '@/components/people/people-table';
import { TeamSection } from '@/components/people/team-section';
import { pageViewer } from '@/lib/auth/page-viewer';
import { hasRole } from '@/lib/auth/viewer';
import { listInvitations } from '@/lib/people/list-invitations';
import { listPeople } from '@/lib/people/list-people';
import { roles } from '@/lib/people/role-words';
import { listTeams } from '@/lib/teams/list-teams';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const viewer = await pageViewer('admin');
  const [people, invitations, teams] = await Promise.all([listPeople(viewer), listInvitations(viewer), listTeams({ userId: viewer.userId, viewer })]);
  const mayGive = roles.filter((role) => hasRole(viewer, role));
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-10 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">People</h1>
        <p className="mt-1 text-muted">Who belongs to this team, and what they may do.</p>
      </header>
      <PeopleTable
        people={people.map((person) => ({ ...person, joinedAt: person.joinedAt.toISOString(), lastSeenAt: person.lastSeenAt?.toISOString() }))}
        viewerId={viewer.userId}
        mayGive={mayGive}
        mayDisable={viewer.role === 'owner'}
      />
      <InvitationSection
        invitations={invitations.map((invitation) => ({ ...invitation, createdAt: invitation.createdAt.toISOString(), expiresAt: invitation.expiresAt.toISOString() }))}
        mayGive={mayGive}
      />
      {viewer.role === 'owner' && <TeamSection name={teams.find((team) => team.current)?.name ?? ''} />}
    </div>
  );
}
