import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPage } from '@/components/people/auth-page';
import { SignOutButton } from '@/components/people/sign-out-button';
import { pagePerson } from '@/lib/auth/page-viewer';

export const metadata: Metadata = { title: 'No team' };

export default async function NoTeamPage() {
  const person = await pagePerson();
  if (person.viewer) redirect('/');
  return (
    <AuthPage title="You are in no team" intro={`You are signed in as ${person.email}, but you belong to no team now. Ask an admin for an invitation, and open its link here.`}>
      <SignOutButton />
    </AuthPage>
  );
}
