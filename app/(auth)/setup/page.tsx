import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthPage } from '@/components/people/auth-page';
import { SetupForm } from '@/components/people/setup-form';
import { isSetupOpen, isSetupToken } from '@/lib/auth/set-up-portal';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

export default async function SetupPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { token } = await searchParams;
  if (!(await isSetupOpen())) {
    return (
      <AuthPage title="Already set up" intro="This portal has its owner.">
        <Link href="/sign-in" className="self-start font-medium underline underline-offset-4">
          Sign in
        </Link>
      </AuthPage>
    );
  }
  if (typeof token !== 'string' || !(await isSetupToken(token))) {
    return <AuthPage title="This link does not work" intro="Use the newest link that the portal printed when it was started. A new start prints a new link." />;
  }
  return (
    <AuthPage title="Set up Footnote" intro="Create the owner's account and your first team. You can invite others afterwards.">
      <SetupForm token={token} />
    </AuthPage>
  );
}
