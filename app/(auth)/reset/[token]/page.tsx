import type { Metadata } from 'next';
import { AuthPage } from '@/components/people/auth-page';
import { ResetForm } from '@/components/people/reset-form';
import { findReset, resetGone } from '@/lib/people/password-reset';

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const reset = await findReset(token);
  if (!reset) return <AuthPage title="This link does not work" intro={resetGone().message} />;
  return (
    <AuthPage title="Set a new password" intro={`For ${reset.email}. All devices that are signed in now will be signed out.`}>
      <ResetForm token={token} email={reset.email} />
    </AuthPage>
  );
}
