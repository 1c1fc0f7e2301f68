'use client';

import { Menu, SquarePen } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { useUploads } from '@/components/documents/uploads';
import { useCounts } from '@/components/notifications/counts';
import { NotificationNotice } from '@/components/notifications/notification-notice';
import { QueueNotice } from '@/components/queue/queue-notice';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { countWords } from '@/components/ui/count-words';
import { Toaster } from '@/components/ui/toast';
import { ConnectionNote } from './connection-note';
import { FoldedRail, Rail } from './rail';
import { whenReachable } from './reachability';
import type { ShellSession } from './shell-session';
import { Split } from './split';
import { ChatsProvider } from './use-chats';
import { useShellKeys } from './use-shell-keys';

const RailSheet = dynamic(whenReachable(() => import('./rail-sheet').then((module) => module.RailSheet)), { ssr: false });
const Palette = dynamic(whenReachable(() => import('./palette').then((module) => module.Palette)), { ssr: false });
const UploadTray = dynamic(whenReachable(() => import('@/components/documents/upload-tray').then((module) => module.UploadTray)), { ssr: false });
const KeysDialog = dynamic(whenReachable(() => import('./keys-dialog').then((module) => module.KeysDialog)), { ssr: false });

/** What stands around every signed-in page: rail, page, reader. Pages give their own h1 and no `<main>`. */
export function Shell(props: { session: ShellSession; railFolded: boolean; children: ReactNode }) {
  const [folded, setFolded] = useState(props.railFolded);
  const [sheet, setSheet] = useState<boolean>();
  const [palette, setPalette] = useState<boolean>();
  const [help, setHelp] = useState<boolean>();
  const pathname = usePathname();
  const uploading = useUploads().length > 0;
  const { unread } = useCounts();

  // Going somewhere from the sheet is the end of the sheet.
  const [seenPath, setSeenPath] = useState(pathname);
  if (seenPath !== pathname) {
    setSeenPath(pathname);
    setSheet((was) => was && false);
  }

  const actions = useMemo(
    () => ({
      palette: () => {
        setSheet((was) => was && false);
        setPalette(true);
      },
      help: () => {
        setSheet((was) => was && false);
        setHelp(true);
      },
      fold: () =>
        setFolded((was) => {
          document.cookie = `rail=${was ? 'open' : 'folded'}; path=/; max-age=31536000; samesite=lax`;
          return !was;
        }),
    }),
    [],
  );
  useShellKeys(actions);
  const rail = { session: props.session, onPalette: actions.palette, onShowKeys: actions.help };

  return (
    <ChatsProvider>
      <a href="#content" className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-paper focus:translate-y-0">
        Skip to the page
      </a>
      <div className="flex h-dvh flex-col">
        <ConnectionNote />
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-rail px-2 md:hidden">
            <Button
              variant="ghost"
              size="icon"
              className="relative"
              aria-label={unread > 0 ? `Open the menu, ${countWords(unread, 'unread notification')}` : 'Open the menu'}
              aria-expanded={sheet ?? false}
              onClick={() => setSheet(true)}
            >
              <Menu aria-hidden />
              {unread > 0 && <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-ink" />}
            </Button>
            <span className="min-w-0 flex-1 truncate px-1 font-semibold">{props.session.team.name}</span>
            <Button asChild variant="ghost" size="icon">
              <Link href="/" aria-label="Ask a new question">
                <SquarePen aria-hidden />
              </Link>
            </Button>
          </header>
          <nav aria-label="Portal" className={classNames('shrink-0 border-r border-line max-md:hidden', folded ? 'w-12' : 'w-62')}>
            {folded ? <FoldedRail {...rail} onFold={actions.fold} /> : <Rail {...rail} onFold={actions.fold} />}
          </nav>
          {sheet !== undefined && <RailSheet {...rail} open={sheet} onOpenChange={setSheet} />}
          <Split>{props.children}</Split>
        </div>
      </div>
      {palette !== undefined && <Palette open={palette} onOpenChange={setPalette} session={props.session} onFold={actions.fold} />}
      {help !== undefined && <KeysDialog open={help} onOpenChange={setHelp} />}
      {uploading && <UploadTray />}
      <NotificationNotice />
      <QueueNotice />
      <Toaster />
    </ChatsProvider>
  );
}
