import type { FootnoteMessage } from '@/lib/chats/chat-message';

/**
 * The portal tells the newest messages of a path; what the page has of those before them stays. Where the two do not
 * meet (another branch, more news than were told), only what was told is shown, and the rest is loaded anew.
 */
export function joinPath(shown: FootnoteMessage[], told: FootnoteMessage[]): FootnoteMessage[] {
  const parentId = told[0]?.metadata?.parentId;
  const at = parentId ? shown.findIndex((message) => message.id === parentId) : -1;
  return at < 0 ? told : [...shown.slice(0, at + 1), ...told];
}

/** Whether a path goes on above its first message. */
export function hasEarlier(path: FootnoteMessage[]): boolean {
  return typeof path[0]?.metadata?.parentId === 'string';
}
