import { expect, it } from 'vitest';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { hasEarlier, joinPath } from './join-path';

const message = (id: string, parentId: string | null): FootnoteMessage => ({ id, role: 'user', parts: [], metadata: { status: 'complete', parentId, createdAt: '', siblings: [id] } });
const path = (...ids: string[]) => ids.map((id, index) => message(id, ids[index - 1] ?? null));
const tail = (from: number, ...ids: string[]) => path(...ids).slice(from);
const idsOf = (messages: FootnoteMessage[]) => messages.map(({ id }) => id).join('');

it('keeps what the page has before the messages that are told', () => {
  expect(idsOf(joinPath(path('a', 'b', 'c', 'd'), tail(2, 'a', 'b', 'c', 'd')))).toBe('abcd');
  expect(idsOf(joinPath(path('a', 'b', 'c', 'd'), tail(2, 'a', 'b', 'x', 'y', 'z')))).toBe('abxyz');
});

it('shows only what is told where the two do not meet, or where it is the whole path', () => {
  expect(idsOf(joinPath(path('a', 'b'), tail(2, 'p', 'q', 'r')))).toBe('r');
  expect(idsOf(joinPath(path('a', 'b', 'c'), path('a', 'x')))).toBe('ax');
  expect(joinPath(path('a'), [])).toEqual([]);
});

it('knows whether there are earlier ones', () => {
  expect([hasEarlier([]), hasEarlier(path('a', 'b')), hasEarlier(tail(1, 'a', 'b'))]).toEqual([false, false, true]);
});
