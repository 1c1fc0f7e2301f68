'use client';

import { ChevronsUpDown } from 'lucide-react';
import { lazy } from 'react';
import { LateMenu } from '@/components/ui/late-menu';
import { whenReachable } from './reachability';
import type { ShellSession } from './shell-session';

const load = () => import('./team-menu-items');
const TeamMenuItems = lazy(whenReachable(load));

/** The team's name; with more than one team, the menu that switches between them. */
export function TeamMenu({ session }: { session: ShellSession }) {
  if (session.teams.length < 2) return <p className="min-w-0 flex-1 truncate px-2 font-semibold">{session.team.name}</p>;
  return (
    <LateMenu
      prepare={load}
      menu={(trigger) => <TeamMenuItems trigger={trigger} session={session} />}
      className="flex h-8 min-w-0 flex-1 items-center gap-1.5 rounded-md px-2 font-semibold hover:bg-wash data-[state=open]:bg-wash"
    >
      <span className="sr-only">Team: </span>
      <span className="truncate">{session.team.name}</span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </LateMenu>
  );
}
