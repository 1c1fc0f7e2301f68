import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthPage } from '@/components/people/auth-page';
import { JoinAsPerson, JoinForm } from '@/components/people/join-form';
import { currentPerson } from '@/lib/auth/current-viewer';
import { findInvitation, invitationGone } from '@/lib/people/invitation';
import { roleWords } from '@/lib/people/role-words';

export const metadata: Metadata = { title: 'Join', referrer: 'no-referrer' };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(token);
  if (!invitation) return <AuthPage title="This invitation does not work" intro={invitationGone().message} />;
  const { teamName, role, email } = invitation;
  const person = await currentPerson();
  if (person) {
    return (
      <AuthPage title={`Join ${teamName}`} intro={`You are signed in as ${person.email}. ${roleWords[role].can}`}>
        <JoinAsPerson token={token} teamName={teamName} />
      </AuthPage>
    );
  }
  return (
    <AuthPage title={`Join ${teamName}`} intro={roleWords[role].can}>
      <JoinForm token={token} email={email ?? undefined} />
      <p className="text-sm text-muted">
        You have an account here?{' '}
        <Link href={`/sign-in?next=${encodeURIComponent(`/join/${token}`)}`} className="text-ink underline underline-offset-4">
          Sign in first
        </Link>
      </p>
    </AuthPage>
  );
}
