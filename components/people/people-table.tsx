'use client';

import { Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { Select } from '@/components/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Role } from '@/lib/db/generated/enums';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { roleWords } from '@/lib/people/role-words';
import { OneTimeLink } from './one-time-link';
import { RelativeTime } from './relative-time';

type PersonItem = { id: string; name: string; email: string; role: Role; disabled: boolean; joinedAt: string; lastSeenAt: string | undefined };

/** The members of the team. `mayGive`: the roles that the viewer may hand out and take away. `mayDisable`: whether they may shut out accounts. */
export function PeopleTable(props: { people: PersonItem[]; viewerId: string; mayGive: Role[]; mayDisable: boolean }) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [removing, setRemoving] = useState<PersonItem>();
  const [disabling, setDisabling] = useState<PersonItem>();
  const [reset, setReset] = useState<{ person: PersonItem; path: string; hours: number }>();

  async function attempt(action: () => Promise<void>) {
    setError(undefined);
    try {
      await action();
      router.refresh();
    } catch (caught) {
      setError(sentenceOf(caught));
    }
  }

  return (
    <section className="flex flex-col gap-3">
      {error && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <Table label="People in this team">
        <TableHead>
          <tr className="border-b border-line">
            <TableHeader>Name</TableHeader>
            <TableHeader>E-mail</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader>Last seen</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {props.people.map((person) => {
            const mayChange = props.mayGive.includes(person.role);
            return (
              <TableRow key={person.id}>
                <TableCell className="font-medium whitespace-nowrap">
                  {person.name}
                  {person.id === props.viewerId && <span className="font-normal text-muted"> (you)</span>}
                  {person.disabled && <Badge tone="warn" className="ml-2">disabled</Badge>}
                </TableCell>
                <TableCell className="text-muted">{person.email}</TableCell>
                <TableCell>
                  {mayChange ? (
                    <Select
                      aria-label={`Role of ${person.name}`}
                      value={person.role}
                      onValueChange={(role) => void attempt(() => sendJson('PATCH', `/api/people/${person.id}`, { role }))}
                      options={props.mayGive.map((role) => ({ value: role, label: roleWords[role].label }))}
                      className="w-28 min-w-28"
                    />
                  ) : (
                    roleWords[person.role].label
                  )}
                </TableCell>
                <TableCell className="text-muted">{person.lastSeenAt ? <RelativeTime iso={person.lastSeenAt} /> : 'not signed in'}</TableCell>
                <TableCell className="text-right">
                  {mayChange && (
                    <DropdownMenu>
                      <DropdownMenuTrigger asChild>
                        <Button variant="ghost" size="icon" aria-label={`Actions for ${person.name}`}>
                          <Ellipsis aria-hidden />
                        </Button>
                      </DropdownMenuTrigger>
                      <DropdownMenuContent align="end">
                        <DropdownMenuItem
                          onSelect={() =>
                            void attempt(async () => {
                              const made = await sendJson<{ path: string; hours: number }>('POST', `/api/people/${person.id}/reset-link`);
                              setReset({ person, ...made });
                            })
                          }
                        >
                          Make a link to set a new password
                        </DropdownMenuItem>
                        {props.mayDisable && person.id !== props.viewerId && (
                          <DropdownMenuItem
                            onSelect={() =>
                              person.disabled ? void attempt(() => sendJson('PATCH', `/api/people/${person.id}/account`, { enabled: true })) : setDisabling(person)
                            }
                          >
                            {person.disabled ? 'Enable the account' : 'Disable the account'}
                          </DropdownMenuItem>
                        )}
                        <DropdownMenuItem onSelect={() => setRemoving(person)}>Remove from the team</DropdownMenuItem>
                      </DropdownMenuContent>
                    </DropdownMenu>
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={`Remove ${removing?.name ?? ''}?`}
        action="Remove from the team"
        onConfirm={async () => {
          if (removing) await sendJson('DELETE', `/api/people/${removing.id}`);
          router.refresh();
        }}
      >
        They lose access to this team at once. Their documents stay. You can invite them again.
      </ConfirmDialog>
      <ConfirmDialog
        open={disabling !== undefined}
        onOpenChange={(open) => !open && setDisabling(undefined)}
        title={`Disable the account of ${disabling?.name ?? ''}?`}
        action="Disable the account"
        onConfirm={async () => {
          if (disabling) await sendJson('PATCH', `/api/people/${disabling.id}/account`, { enabled: false });
          router.refresh();
        }}
      >
        They are signed out everywhere at once and cannot sign in, in this team or any other. Everything of theirs stays, and you can enable the account again.
      </ConfirmDialog>
      <Dialog open={reset !== undefined} onOpenChange={(open) => !open && setReset(undefined)}>
        {reset && (
          <DialogContent
            title={`A new password for ${reset.person.name}`}
            footer={
              <DialogClose asChild>
                <Button>Done</Button>
              </DialogClose>
            }
          >
            <OneTimeLink path={reset.path} label="Link" hint={`Give it to ${reset.person.name} only. It works once, for ${reset.hours} hours, and is not shown again.`} />
          </DialogContent>
        )}
      </Dialog>
    </section>
  );
}
