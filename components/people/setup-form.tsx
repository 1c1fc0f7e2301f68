'use client';

import { sendJson } from '@/lib/http/send-json';
import { Form } from './form';
import { passwordHint } from './password-hint';

export function SetupForm({ token }: { token: string }) {
  return (
    <Form
      fields={[
        { name: 'name', label: 'Your name', autoComplete: 'name', autoFocus: true },
        { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'username' },
        { name: 'password', label: 'Password', type: 'password', autoComplete: 'new-password', hint: passwordHint },
        { name: 'teamName', label: 'Name of the team', autoComplete: 'organization' },
      ]}
      action="Create account and team"
      onSend={async (values) => {
        await sendJson('POST', '/api/setup', { ...values, token });
        window.location.assign('/');
        await new Promise(() => {});
      }}
    />
  );
}
