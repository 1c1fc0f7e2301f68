'use client';

import { sendJson } from '@/lib/http/send-json';
import { Form } from './form';
import { passwordHint } from './password-hint';

export function ResetForm({ token, email }: { token: string; email: string }) {
  return (
    <Form
      fields={[{ name: 'password', label: 'New password', type: 'password', autoComplete: 'new-password', hint: passwordHint, autoFocus: true }]}
      action="Set password and sign in"
      onSend={async ({ password }) => {
        await sendJson('POST', `/api/reset/${token}`, { password });
        window.location.assign('/');
        await new Promise(() => {});
      }}
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
    </Form>
  );
}
