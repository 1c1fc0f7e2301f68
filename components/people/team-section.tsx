'use client';

import { useRouter } from 'next/navigation';
import { sendJson } from '@/lib/http/send-json';
import { Form } from './form';

/** For owners: the team's name, and another team in the same portal. */
export function TeamSection({ name }: { name: string }) {
  const router = useRouter();
  return (
    <section aria-labelledby="team" className="flex max-w-96 flex-col gap-6">
      <h2 id="team" className="font-semibold">
        Team
      </h2>
      <Form
        fields={[{ name: 'name', label: 'Name of this team', autoComplete: 'off', value: name }]}
        action="Save name"
        variant="secondary"
        onSend={async (values) => {
          await sendJson('PATCH', '/api/team', values);
          router.refresh();
        }}
      />
      <Form
        fields={[{ name: 'name', label: 'Name of a further team', autoComplete: 'off', hint: 'It has its own documents and people. You switch between teams at the top left.' }]}
        action="Create team"
        variant="secondary"
        onSend={async (values) => {
          await sendJson('POST', '/api/teams', values);
          window.location.assign('/');
          await new Promise(() => {});
        }}
      />
    </section>
  );
}
