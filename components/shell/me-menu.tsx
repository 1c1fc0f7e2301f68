'use client';

import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ShellSession } from './shell-session';
import { applyTheme, currentTheme, type Theme } from './theme';

async function signOut() {
  try {
    await sendJson('DELETE', '/api/session');
    window.location.assign('/sign-in');
  } catch (error) {
    toast(sentenceOf(error));
  }
}

/** The person: account, theme, keys, sign out. `compact` shows the initial only. */
export function MeMenu(props: { session: ShellSession; compact?: boolean; onShowKeys: () => void }) {
  const [theme, setTheme] = useState<Theme>('system');
  const { session } = props;
  return (
    <DropdownMenu onOpenChange={(open) => open && setTheme(currentTheme())}>
      <DropdownMenuTrigger aria-label={props.compact ? `You: ${session.name}` : undefined} className="flex h-9 min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-wash data-[state=open]:bg-wash">
        <span aria-hidden data-initial={session.name.slice(0, 1)} className="before:content-[attr(data-initial)] flex size-6 shrink-0 items-center justify-center rounded-full border border-edge text-xs font-medium uppercase" />
        {!props.compact && (
          <span className="truncate">
            <span className="sr-only">You: </span>
            {session.name}
          </span>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuLabel className="truncate">
          {session.email} · {session.role}
        </DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden /> Account
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={props.onShowKeys}>
          <Keyboard aria-hidden /> Keys
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={theme}
          onValueChange={(value) => {
            setTheme(value as Theme);
            applyTheme(value as Theme).catch((error: unknown) => toast(sentenceOf(error)));
          }}
        >
          <DropdownMenuRadioItem value="system">
            <Monitor aria-hidden /> As the system
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden /> Light
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden /> Dark
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
