'use client';

import type { ReactNode } from 'react';
import { DropdownMenu, DropdownMenuContent, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ShellSession } from './shell-session';

/** The person's teams; choosing one switches to it. */
export default function TeamMenuItems({ trigger, session }: { trigger: ReactNode; session: ShellSession }) {
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
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
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
