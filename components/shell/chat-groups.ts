import type { ChatFolderRow } from '@/lib/chats/folders/list-folders';
import type { ListedChat } from '@/lib/chats/list-chats';
import { chatsByDay } from './chats-by-day';

export type ChatGroups = {
  pinned: ListedChat[];
  folders: (ChatFolderRow & { chats: ListedChat[] })[];
  days: { label: string; chats: ListedChat[] }[];
};

/**
 * The list of chats as it stands in the rail: what is pinned, then the folders, then all others under their days. Each
 * chat stands in one place. `found` leaves out folders that hold nothing: a search is on.
 */
export function chatGroups(chats: ListedChat[], folders: ChatFolderRow[], found: boolean, now = new Date()): ChatGroups {
  const known = new Set(folders.map((folder) => folder.id));
  const placeOf = (chat: ListedChat) => (chat.pinned ? 'pinned' : chat.folderId !== null && known.has(chat.folderId) ? chat.folderId : 'days');
  const places = Map.groupBy(chats, placeOf);
  const filled = folders.map((folder) => ({ ...folder, chats: places.get(folder.id) ?? [] }));
  return {
    pinned: places.get('pinned') ?? [],
    folders: found ? filled.filter((folder) => folder.chats.length > 0) : filled,
    days: chatsByDay(places.get('days') ?? [], now),
  };
}
