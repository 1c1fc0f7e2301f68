import { expect, it } from 'vitest';
import type { ListedChat } from '@/lib/chats/list-chats';
import { chatGroups } from './chat-groups';

const now = new Date('2026-03-03T12:00:00');
const chat = (id: string, place: Partial<ListedChat> = {}): ListedChat => ({ id, title: id, updatedAt: now.toISOString(), shared: false, pinned: false, folderId: null, ...place });
const folders = [{ id: 'f', name: 'Full' }, { id: 'e', name: 'Empty' }];

it('puts each chat in one place: pinned before its folder, its folder before its day', () => {
  const groups = chatGroups([chat('a', { pinned: true, folderId: 'f' }), chat('b', { folderId: 'f' }), chat('c'), chat('d', { folderId: 'gone' })], folders, false, now);
  expect(groups.pinned.map(({ id }) => id)).toEqual(['a']);
  expect(groups.folders.map(({ id, chats }) => [id, chats.map((one) => one.id)])).toEqual([['f', ['b']], ['e', []]]);
  expect(groups.days).toMatchObject([{ label: 'Today', chats: [{ id: 'c' }, { id: 'd' }] }]);
});

it('leaves out folders that a search found nothing in', () => {
  expect(chatGroups([chat('b', { folderId: 'f' })], folders, true, now).folders.map(({ id }) => id)).toEqual(['f']);
});
