'use client';

import { sendJson } from '@/lib/http/send-json';
import { Form } from './form';
import { passwordHint } from './password-hint';

async function goIn() {
  window.location.assign('/');
  await new Promise(() => {});
}

/** For somebody without an account. `email` is set when the invitation is for that address alone. */
export function JoinForm({ token, email }: { token: string; email?: string }) {
  return (
    <Form
      fields={[
        { name: 'name', label: 'Your name', autoComplete: 'name', autoFocus: true },
        { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'username', value: email, readOnly: email !== undefined },
        { name: 'password', label: 'Password', type: 'password', autoComplete: 'new-password', hint: passwordHint },
      ]}
      action="Create account and join"
      onSend={async (values) => {
        await sendJson('POST', `/api/join/${token}`, values);
        await goIn();
      }}
    />
  );
}

/** For somebody who is signed in already. */
export function JoinAsPerson({ token, teamName }: { token: string; teamName: string }) {
  return (
    <Form
      fields={[]}
      action={`Join ${teamName}`}
      onSend={async () => {
        await sendJson('POST', `/api/join/${token}`, {});
        await goIn();
      }}
    />
  );
}
