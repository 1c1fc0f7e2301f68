'use client';

import { Command, PanelLeft } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useCounts } from '@/components/notifications/counts';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import { Tooltip } from '@/components/ui/tooltip';
import { ChatList } from './chat-list';
import { MeMenu } from './me-menu';
import { adminLinks, countOf, linksFor, mainLinks, type NavigationLink } from './navigation';
import type { ShellSession } from './shell-session';
import { TeamMenu } from './team-menu';

export type RailProps = { session: ShellSession; onFold?: () => void; onPalette: () => void; onShowKeys: () => void };

/** The rail at full width: team, ways to go, chats, admin, person. */
export function Rail({ session, onFold, onPalette, onShowKeys }: RailProps) {
  const admin = linksFor(session.role, adminLinks);
  return (
    <div className="flex h-full w-full flex-col bg-rail">
      <div className="flex h-12 shrink-0 items-center gap-1 px-2">
        <TeamMenu session={session} />
        {onFold && (
          <Tooltip label="Fold the rail  ⌘\">
            <Button variant="ghost" size="icon" aria-label="Fold the rail" onClick={onFold}>
              <PanelLeft aria-hidden />
            </Button>
          </Tooltip>
        )}
      </div>
      <ul className="px-2">
        {linksFor(session.role, mainLinks).map((link) => (
          <li key={link.href}>
            <RailLink link={link} />
          </li>
        ))}
        <li>
          <button type="button" onClick={onPalette} className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-muted hover:bg-wash hover:text-ink">
            <Command aria-hidden className="size-4" />
            <span className="flex-1 text-left">Go to anything</span>
            <Kbd>⌘K</Kbd>
          </button>
        </li>
      </ul>
      <div className="mt-3 flex min-h-0 flex-1 flex-col border-t border-line px-1 pt-2">
        <ChatList />
      </div>
      {admin.length > 0 && (
        <section aria-label="Admin" className="border-t border-line px-2 py-2">
          <ul>
            {admin.map((link) => (
              <li key={link.href}>
                <RailLink link={link} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="flex border-t border-line p-2">
        <MeMenu session={session} onShowKeys={onShowKeys} />
      </div>
    </div>
  );
}

/** The folded rail: the same ways as icons. */
export function FoldedRail({ session, onFold, onPalette, onShowKeys }: RailProps) {
  const counts = useCounts();
  const links = [...linksFor(session.role, mainLinks), ...linksFor(session.role, adminLinks)];
  return (
    <div className="flex h-full w-full flex-col items-center gap-1 bg-rail py-2">
      <Tooltip label="Unfold the rail  ⌘\" side="right">
        <Button variant="ghost" size="icon" aria-label="Unfold the rail" onClick={onFold}>
          <PanelLeft aria-hidden />
        </Button>
      </Tooltip>
      {links.map((link) => {
        const count = countOf(link, counts);
        const label = count ? `${link.label}, ${count.said}` : link.label;
        return (
          <Tooltip key={link.href} label={label} side="right">
            <Button asChild variant="ghost" size="icon" className="relative">
              <Link href={link.href} aria-label={label}>
                <link.icon aria-hidden />
                {count && <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-ink" />}
              </Link>
            </Button>
          </Tooltip>
        );
      })}
      <Tooltip label="Go to anything  ⌘K" side="right">
        <Button variant="ghost" size="icon" aria-label="Go to anything" onClick={onPalette}>
          <Command aria-hidden />
        </Button>
      </Tooltip>
      <div className="mt-auto">
        <MeMenu session={session} compact onShowKeys={onShowKeys} />
      </div>
    </div>
  );
}

function RailLink({ link }: { link: NavigationLink }) {
  const pathname = usePathname();
  const count = countOf(link, useCounts());
  const current = link.href === '/' ? pathname === '/' : pathname.startsWith(link.href);
  return (
    <Link
      href={link.href}
      aria-current={current ? 'page' : undefined}
      className={classNames('flex h-8 items-center gap-2.5 rounded-md px-2 hover:bg-wash', current ? 'bg-wash font-medium' : 'text-muted hover:text-ink')}
    >
      <link.icon aria-hidden className="size-4" />
      {link.label}
      {count && (
        <span className="ml-auto rounded-full border border-line bg-raised px-1.5 text-xs leading-5 font-medium text-ink tabular-nums">
          {count.shown} <span className="sr-only">{count.said.slice(count.shown.length + 1)}</span>
        </span>
      )}
    </Link>
  );
}
