'use client';

import { ChevronsUpDown } from 'lucide-react';
import { DropdownMenu, DropdownMenuContent, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ShellSession } from './shell-session';

/** The team's name; with more than one team, the menu that switches between them. */
export function TeamMenu({ session }: { session: ShellSession }) {
  if (session.teams.length < 2) return <p className="min-w-0 flex-1 truncate px-2 font-semibold">{session.team.name}</p>;

  async function change(teamId: string) {
    try {
      await sendJson('PUT', '/api/session', { teamId });
      // Nothing of one team may linger in the pages of another: a whole new load.
      window.location.assign('/');
    } catch (error) {
      toast(sentenceOf(error));
    }
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-8 min-w-0 flex-1 items-center gap-1.5 rounded-md px-2 font-semibold hover:bg-wash data-[state=open]:bg-wash">
        <span className="sr-only">Team: </span>
        <span className="truncate">{session.team.name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-w-72">
        <DropdownMenuLabel>Switch team</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={session.team.id} onValueChange={(id) => void change(id)}>
          {session.teams.map((team) => (
            <DropdownMenuRadioItem key={team.id} value={team.id}>
              <span className="truncate">{team.name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
