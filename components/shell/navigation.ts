import { Activity, BookA, FileText, FlaskConical, Gauge, type LucideIcon, MessageSquareText, Receipt, Search, Settings2, SquarePen, Users } from 'lucide-react';
import type { Role } from '@/lib/db/generated/enums';

export type NavigationLink = { href: string; label: string; icon: LucideIcon; role: Role };

/** Where everybody goes. */
export const mainLinks: NavigationLink[] = [
  { href: '/', label: 'Ask', icon: SquarePen, role: 'viewer' },
  { href: '/search', label: 'Search', icon: Search, role: 'viewer' },
  { href: '/admin/documents', label: 'Documents', icon: FileText, role: 'editor' },
];

/** What admins look after. Only what exists stands here. */
export const adminLinks: NavigationLink[] = [
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
