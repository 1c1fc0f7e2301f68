import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPage } from '@/components/people/auth-page';
import { SignInForm } from '@/components/people/sign-in-form';
import { currentPerson } from '@/lib/auth/current-viewer';
import { safeNext } from '@/lib/auth/safe-next';
import { isSetupOpen } from '@/lib/auth/set-up-portal';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const next = safeNext((await searchParams).next);
  if (await currentPerson()) redirect(next);
  if (await isSetupOpen()) {
    return <AuthPage title="Not set up yet" intro="Nobody has an account here yet. Open the link that this portal printed when it was started." />;
  }
  return (
    <AuthPage title="Sign in">
      <SignInForm next={next} />
      <p className="text-sm text-muted">Forgotten your password? An admin of your team can make you a link to set a new one.</p>
    </AuthPage>
  );
}
