import type { Metadata } from 'next';
import { AccountForms } from '@/components/people/account-forms';
import { SessionList } from '@/components/people/session-list';
import { TeamList } from '@/components/people/team-list';
import { listSessions } from '@/lib/auth/list-sessions';
import { pagePerson } from '@/lib/auth/page-viewer';
import { listTeams } from '@/lib/teams/list-teams';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const person = await pagePerson();
  const [sessions, teams] = await Promise.all([listSessions(person), listTeams(person)]);
  return (
    <div className="mx-auto flex w-full max-w-column flex-col gap-10 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">Account</h1>
        <p className="mt-1 text-muted">{person.email}</p>
      </header>
      <AccountForms name={person.name} email={person.email} theme={person.theme} />
      <section aria-labelledby="teams" className="flex flex-col gap-3">
        <h2 id="teams" className="font-semibold">
          Teams
        </h2>
        <TeamList teams={teams} />
      </section>
      <section aria-labelledby="sessions" className="flex flex-col gap-3">
        <h2 id="sessions" className="font-semibold">
          Signed-in devices
        </h2>
        <SessionList sessions={sessions.map((session) => ({ ...session, createdAt: session.createdAt.toISOString(), lastSeenAt: session.lastSeenAt.toISOString() }))} />
      </section>
    </div>
  );
}
