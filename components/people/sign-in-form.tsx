'use client';

import { sendJson } from '@/lib/http/send-json';
import { safeNext } from '@/lib/auth/safe-next';
import { Form } from './form';

export function SignInForm({ next }: { next: string }) {
  return (
    <Form
      fields={[
        { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'username', autoFocus: true },
        { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
      ]}
      action="Sign in"
      onSend={async (values) => {
        await sendJson('POST', '/api/session', values);
        // A whole new load: nothing of the visit before may linger.
        window.location.assign(safeNext(next));
        await new Promise(() => {});
      }}
    />
  );
}
