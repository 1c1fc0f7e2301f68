import type { ListedChat } from '@/lib/chats/list-chats';

const day = 86_400_000;

/** Groups chats under "Today", "Yesterday", "Last 7 days" and then by month; order within is kept. */
export function chatsByDay<C extends Pick<ListedChat, 'updatedAt'>>(chats: C[], now = new Date()): { label: string; chats: C[] }[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const groups = new Map<string, C[]>();
  for (const chat of chats) {
    const label = labelOf(new Date(chat.updatedAt), now, midnight);
    groups.set(label, [...(groups.get(label) ?? []), chat]);
  }
  return [...groups].map(([label, members]) => ({ label, chats: members }));
}

function labelOf(date: Date, now: Date, midnight: number): string {
  if (date.getTime() >= midnight) return 'Today';
  if (date.getTime() >= midnight - day) return 'Yesterday';
  if (date.getTime() >= midnight - 7 * day) return 'Last 7 days';
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString('en', { month: 'long', year });
}
