import { expect, it } from 'vitest';
import { chatsByDay } from './chats-by-day';

const now = new Date('2026-03-18T15:00:00');
const chat = (id: string, updatedAt: string) => ({ id, title: id, updatedAt: new Date(updatedAt).toISOString() });

it('groups chats by the calendar day of the reader, newest first', () => {
  const groups = chatsByDay(
    [chat('a', '2026-03-18T00:01:00'), chat('b', '2026-03-17T23:59:00'), chat('c', '2026-03-14T12:00:00'), chat('d', '2026-02-01T12:00:00'), chat('e', '2025-12-31T12:00:00')],
    now,
  );
  expect(groups.map((group) => [group.label, group.chats.map((c) => c.id)])).toEqual([
    ['Today', ['a']],
    ['Yesterday', ['b']],
    ['Last 7 days', ['c']],
    ['February', ['d']],
    ['December 2025', ['e']],
  ]);
});

it('puts a chat with a clock ahead of ours under today', () => {
  expect(chatsByDay([chat('a', '2026-03-18T23:00:00')], now)[0]?.label).toBe('Today');
});
