import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addMarkdown, leavePolicy } from '@/lib/ask/test-library';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { exportChat } from '@/lib/export/export-chat';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { messagesAtOnce, readChat } from './read-chat';
import { readSharedChat } from './sharing/read-shared-chat';
import { shareChat } from './sharing/share-chat';
import { asks } from './test-asking';

const all = 1_000;
const ids = Array.from({ length: all }, () => randomUUID());

let team: TestTeam;
let chatId: string;
setUpTestDatabase();
beforeAll(async () => {
  team = await createTestTeam();
  await addMarkdown(team, 'Leave policy.md', leavePolicy);
  chatId = (await db().chat.create({ data: { teamId: team.id, userId: team.viewer.userId, title: 'Long', leafId: ids.at(-1) } })).id;
  await db().message.createMany({
    data: ids.map((id, index) => ({
      id,
      chatId,
      teamId: team.id,
      parentId: ids[index - 1] ?? null,
      author: index % 2 === 0 ? ('person' as const) : ('footnote' as const),
      text: `message ${index + 1}`,
      createdAt: new Date(Date.UTC(2026, 0, 1) + index * 1_000),
    })),
  
});
});

const numbers = (messages: { parts: { type: string; text?: string }[] }[]) => messages.map((message) => Number(message.parts.map((part) => part.text ?? '').join('').slice('message '.length)));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a chat of 1,000 messages', () => {
  it('is read from its end, a bounded part at a time, to its beginning', async () => {
    const read: number[][] = [];
    let { messages } = await readChat(team.viewer, chatId);
    for (; messages.length > 0; { messages } = await readChat(team.viewer, chatId, { before: messages[0]?.id ?? '' })) {
      expect(messages.length).toBeLessThanOrEqual(messagesAtOnce);
      read.unshift(numbers(messages));
      if (typeof messages[0]?.metadata?.parentId !== 'string') break;
    }
    expect(read.flat()).toEqual(range(1, all));
    expect(read).toHaveLength(all / messagesAtOnce);
    await expect(readChat(team.viewer, chatId, { before: randomUUID() })).rejects.toMatchObject({ code: 'not_found:message' });
  });

  it('is read from its beginning by those it is shared with, and holds the same', async () => {
    const share = await shareChat(team.viewer, chatId);
    const first = await readSharedChat(team.editor, share.id);
    expect([first.total, numbers(first.messages)]).toEqual([all, range(1, messagesAtOnce)]);
    const last = await readSharedChat(team.editor, share.id, { after: all - 3 });
    expect(numbers(last.messages)).toEqual(range(all - 2, all));
    expect(last.messages.map(({ id }) => id)).toEqual(['shared-998', 'shared-999', 'shared-1000']);
    expect((await readSharedChat(team.editor, share.id, { after: all })).messages).toEqual([]);
  });

  it('is saved whole', async () => {
    const text = new TextDecoder().decode((await exportChat(team.viewer, chatId, 'markdown')).bytes);
    expect([...text.matchAll(/message (\d+)/g)].map((match) => Number(match[1]))).toEqual(range(1, all));
  });

  it('goes on', async () => {
    const turn = await asks(team.viewer, 'How many days of annual leave do full-time employees have?', chatId);
    expect(turn.text).toContain('28 days');
    expect(numbers(turn.chat.messages.slice(0, -2)).at(-1)).toBe(all);
  });
});
