'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { Form } from './form';
import { passwordHint } from './password-hint';

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Name, theme and password, each saved by itself. */
export function AccountForms(props: { name: string; email: string; theme: string }) {
  const router = useRouter();
  const [theme, setTheme] = useState(props.theme);

  async function chooseTheme(chosen: string) {
    setTheme(chosen);
    try {
      await sendJson('PATCH', '/api/account', { theme: chosen });
      if (chosen === 'system') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = chosen;
      toast('Theme saved.');
    } catch (error) {
      setTheme(theme);
      toast(sentenceOf(error));
    }
  }

  return (
    <>
      <section aria-labelledby="profile" className="flex max-w-96 flex-col gap-5">
        <h2 id="profile" className="font-semibold">
          Profile
        </h2>
        <Form
          fields={[{ name: 'name', label: 'Name', autoComplete: 'name', value: props.name }]}
          action="Save name"
          variant="secondary"
          onSend={async (values) => {
            await sendJson('PATCH', '/api/account', values);
            toast('Name saved.');
            router.refresh();
          }}
        />
        <div className="flex flex-col gap-1.5">
          <label htmlFor="theme" className="font-medium">
            Theme
          </label>
          <Select id="theme" value={theme} onValueChange={(value) => void chooseTheme(value)} options={themes} />
        </div>
      </section>
      <section aria-labelledby="password" className="flex max-w-96 flex-col gap-5">
        <h2 id="password" className="font-semibold">
          Password
        </h2>
        <Form
          fields={[
            { name: 'current', label: 'Current password', type: 'password', autoComplete: 'current-password' },
            { name: 'next', label: 'New password', type: 'password', autoComplete: 'new-password', hint: passwordHint },
          ]}
          action="Change password"
          variant="secondary"
          resets
          onSend={async ({ current, next }) => {
            await sendJson('PUT', '/api/account/password', { current, next });
            toast('Password changed. All other devices were signed out.');
            router.refresh();
          }}
        >
          <input type="text" name="username" autoComplete="username" value={props.email} readOnly hidden />
        </Form>
      </section>
    </>
  );
}
