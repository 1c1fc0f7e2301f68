'use client';

import { lazy } from 'react';
import { LateMenu } from '@/components/ui/late-menu';
import { whenReachable } from './reachability';
import type { ShellSession } from './shell-session';

const load = () => import('./me-menu-items');
const MeMenuItems = lazy(whenReachable(load));

/** The person: account, theme, keys, sign out. `compact` shows the initial only. */
export function MeMenu(props: { session: ShellSession; compact?: boolean; onShowKeys: () => void }) {
  const { session } = props;
  return (
    <LateMenu
      prepare={load}
      menu={(trigger) => <MeMenuItems trigger={trigger} session={session} onShowKeys={props.onShowKeys} />}
      aria-label={props.compact ? `You: ${session.name}` : undefined}
      className="flex h-9 min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-wash data-[state=open]:bg-wash"
    >
      <span aria-hidden data-initial={session.name.slice(0, 1)} className="before:content-[attr(data-initial)] flex size-6 shrink-0 items-center justify-center rounded-full border border-edge text-xs font-medium uppercase" />
      {!props.compact && (
        <span className="truncate">
          <span className="sr-only">You: </span>
          {session.name}
        </span>
      )}
    </LateMenu>
  );
}
