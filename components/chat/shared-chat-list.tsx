import { Search } from 'lucide-react';
import Link from 'next/link';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { Pager } from '@/components/ui/pager';
import type { ListedShare } from '@/lib/chats/sharing/list-shared-chats';

/** The chats that colleagues have shared with the whole team, each a way to it. */
export function SharedChatList({ shares, query, page, pages }: { shares: ListedShare[]; query: string; page: number; pages: number }) {
  const sought = query.trim() !== '';
  return (
    <div className="mx-auto flex w-full max-w-column flex-col gap-6 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">Shared with me</h1>
        <p className="mt-1 text-muted">Chats that colleagues have shared with your team, to read only. You see of their sources what you may see.</p>
      </header>
      {(shares.length > 0 || sought) && (
        <search>
          <form action="/shared" className="flex gap-2">
            <Input type="search" name="query" aria-label="Search shared chats" placeholder="Words of the title, or a name" maxLength={200} defaultValue={query} />
            <Button type="submit">
              <Search aria-hidden /> Search
            </Button>
          </form>
        </search>
      )}
      {shares.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {shares.map((share) => (
            <li key={share.id}>
              <Link href={`/shared/${share.id}`} className="block rounded-md px-2 py-3 -outline-offset-2 hover:bg-wash">
                <span className="font-medium wrap-anywhere">{share.title}</span>
                <span className="mt-0.5 block text-sm text-muted">
                  {share.sharedBy}, <RelativeTime iso={share.sharedAt} /> · {countWords(Math.ceil(share.messages / 2), 'question')}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {shares.length === 0 &&
        (sought ? (
          <EmptyState title="No shared chat matches" action={<Button asChild><Link href="/shared">Show all</Link></Button>}>
            Search for other words of the title, or for the name of who shared it.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing shared with you yet">What colleagues share with the whole team appears here. You share a chat of your own with “Share” above it.</EmptyState>
        ))}
      <Pager page={page} pages={pages} hrefOf={(to) => `/shared?${new URLSearchParams({ ...(query && { query }), page: String(to) })}`} before="Newer" behind="Older" />
    </div>
  );
}
