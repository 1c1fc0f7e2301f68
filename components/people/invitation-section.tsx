'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { Role } from '@/lib/db/generated/enums';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { roleWords } from '@/lib/people/role-words';
import { Form } from './form';
import { OneTimeLink } from './one-time-link';
import { RelativeTime } from './relative-time';

type InvitationItem = { id: string; role: Role; email: string | null; createdAt: string; expiresAt: string };

/** Makes invitation links, and lists those that nobody has used yet. */
export function InvitationSection(props: { invitations: InvitationItem[]; mayGive: Role[] }) {
  const router = useRouter();
  const roleId = useId();
  const [role, setRole] = useState<string>('viewer');
  const [made, setMade] = useState<{ path: string; days: number }>();
  const [error, setError] = useState<string>();

  async function withdraw(id: string) {
    setError(undefined);
    try {
      await sendJson('DELETE', `/api/invitations/${id}`);
      setMade(undefined);
      router.refresh();
    } catch (caught) {
      setError(sentenceOf(caught));
    }
  }

  return (
    <section aria-labelledby="invite" className="flex flex-col gap-5">
      <h2 id="invite" className="font-semibold">
        Invite somebody
      </h2>
      <div className="max-w-96">
        <Form
          fields={[{ name: 'email', label: 'E-mail (optional)', type: 'email', autoComplete: 'off', hint: 'With an address, only that person can use the link. Nothing is sent: you give them the link.' }]}
          action="Make invitation link"
          variant="secondary"
          resets
          onSend={async ({ email }) => {
            setMade(undefined);
            setMade(await sendJson<{ path: string; days: number }>('POST', '/api/invitations', { role, email }));
            router.refresh();
          }}
        >
          <div className="flex flex-col gap-1.5">
            <label htmlFor={roleId} className="font-medium">
              Role
            </label>
            <Select id={roleId} value={role} onValueChange={setRole} options={props.mayGive.map((value) => ({ value, label: roleWords[value].label }))} />
          </div>
        </Form>
      </div>
      {made && <OneTimeLink path={made.path} label="Invitation link" hint={`It works once, for ${made.days} days, and is not shown again.`} />}
      {props.invitations.length > 0 && (
        <>
          <h3 className="font-medium">Not used yet</h3>
          <ul className="flex flex-col" aria-label="Invitations not used yet">
            {props.invitations.map((invitation) => (
              <li key={invitation.id} className="flex items-center gap-3 border-b border-line py-2">
                <p className="min-w-0 flex-1 truncate">
                  {roleWords[invitation.role].label}
                  {invitation.email && `, ${invitation.email}`}
                  <span className="text-muted">
                    , made <RelativeTime iso={invitation.createdAt} />, ends <RelativeTime iso={invitation.expiresAt} />
                  </span>
                </p>
                <Button size="small" onClick={() => void withdraw(invitation.id)} aria-label={`Withdraw the invitation ${invitation.email ? `for ${invitation.email}` : `as ${roleWords[invitation.role].label}`}`}>
                  Withdraw
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {error && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </section>
  );
}
