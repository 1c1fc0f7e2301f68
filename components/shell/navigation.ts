import { Activity, Bell, BookA, FileText, FlaskConical, Gauge, type LucideIcon, MessageCircleQuestionMark, MessageSquareText, MessagesSquare, Receipt, Search, Settings2, SquarePen, Users } from 'lucide-react';
import type { Role } from '@/lib/db/generated/enums';
import type { ShownCounts } from '@/lib/notifications/shown-notification';

export type NavigationLink = { href: string; label: string; icon: LucideIcon; role: Role; count?: LinkCount };

/** What is counted beside a link, and what one says of so many. */
export type LinkCount = { of: 'unread' | 'questions'; word: string };

/** Where everybody goes. */
export const mainLinks: NavigationLink[] = [
  { href: '/', label: 'Ask', icon: SquarePen, role: 'viewer' },
  { href: '/search', label: 'Search', icon: Search, role: 'viewer' },
  { href: '/shared', label: 'Shared with me', icon: MessagesSquare, role: 'viewer' },
  { href: '/notifications', label: 'Notifications', icon: Bell, role: 'viewer', count: { of: 'unread', word: 'unread' } },
  { href: '/admin/documents', label: 'Documents', icon: FileText, role: 'editor' },
];

/** What admins look after. Only what exists stands here. */
export const adminLinks: NavigationLink[] = [
  { href: '/admin/questions', label: 'Questions', icon: MessageCircleQuestionMark, role: 'editor', count: { of: 'questions', word: 'waiting' } },
  { href: '/admin/feedback', label: 'Feedback', icon: MessageSquareText, role: 'admin' },
  { href: '/admin/people', label: 'People', icon: Users, role: 'admin' },
  { href: '/admin/usage', label: 'Usage', icon: Receipt, role: 'admin' },
  { href: '/admin/quality', label: 'Quality', icon: Gauge, role: 'admin' },
  { href: '/admin/glossary', label: 'Glossary', icon: BookA, role: 'admin' },
  { href: '/admin/retrieval', label: 'Retrieval test', icon: FlaskConical, role: 'admin' },
  { href: '/admin/settings', label: 'Settings', icon: Settings2, role: 'admin' },
  { href: '/admin/health', label: 'Health', icon: Activity, role: 'admin' },
];

const rank: Record<Role, number> = { viewer: 0, editor: 1, admin: 2, owner: 3 };

/** The links that a role may see; pages check the role again for themselves. */
export function linksFor(role: Role, links: NavigationLink[]): NavigationLink[] {
  return links.filter((link) => rank[role] >= rank[link.role]);
}

/** "3 unread", "99+ waiting"; undefined where there is nothing to count. */
export function countOf(link: NavigationLink, counts: ShownCounts): { shown: string; said: string } | undefined {
  const count = link.count && counts[link.count.of];
  if (!link.count || !count) return undefined;
  const shown = count > 99 ? '99+' : String(count);
  return { shown, said: `${shown} ${link.count.word}` };
}
