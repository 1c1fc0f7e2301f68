import { beforeAll, describe, expect, it } from 'vitest';
import { addMarkdown, leavePolicy } from '@/lib/ask/test-library';
import { shareChat } from '@/lib/chats/sharing/share-chat';
import { asks, type AskedTurn } from '@/lib/chats/test-asking';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { exportChat, exportSharedChat } from './export-chat';

let team: TestTeam;
let first: AskedTurn;
let second: AskedTurn;
setUpTestDatabase();
beforeAll(async () => {
  team = await createTestTeam();
  await addMarkdown(team, 'Leave policy.md', leavePolicy);
  first = await asks(team.viewer, 'How many days of annual leave do full-time employees have?');
  second = await asks(team.viewer, 'When do I report sick?', first.chatId);
});

const textOf = (file: { bytes: Uint8Array }) => new TextDecoder().decode(file.bytes);

describe('a chat as a file', () => {
  it('G3: holds each quote under the number of the screen', async () => {
    const file = await exportChat(team.viewer, first.chatId, 'markdown');
    expect(file).toMatchObject({ name: 'How many days of annual leave do full-time employees have.md', mediaType: 'text/markdown; charset=utf-8' });
    const quotes = [first, second].flatMap((turn, index) => turn.citations.map((citation) => `[^${index + 1}-${citation.number}]: ${citation.documentName}: “${citation.quote.replaceAll(/\s+/g, ' ')}”`));
    expect(quotes.length).toBeGreaterThan(1);
    expect(textOf(file).split('\n').filter((line) => /^\[\^[\d-]+\]: /.test(line))).toEqual(quotes);
  });

  it('holds one answer with its question where that is asked for', async () => {
    const text = textOf(await exportChat(team.viewer, first.chatId, 'markdown', first.answerId));
    expect(text).toContain('28 days');
    expect(text).toContain('[^1]');
    expect(text).not.toContain('report sick');
    await expect(exportChat(team.viewer, first.chatId, 'markdown', 'no-such-answer')).rejects.toMatchObject({ code: 'not_found:message' });
  });

  it('B8: is made for its owner, and of what is shared for the team', async () => {
    await expect(exportChat(team.owner, first.chatId, 'markdown')).rejects.toMatchObject({ code: 'not_found:chat' });
    const share = await shareChat(team.viewer, first.chatId, first.answerId);
    const text = textOf(await exportSharedChat(team.owner, share.id, 'markdown'));
    expect(text).toContain('28 days');
    expect(text).not.toContain('report sick');
    const other = await createTestTeam('Other team');
    await expect(exportSharedChat(other.owner, share.id, 'markdown')).rejects.toMatchObject({ code: 'not_found:chat' });
  });

  it('P1: is made one at a time for each person, and of finished answers only', async () => {
    const made = await Promise.allSettled([1, 2, 3].map(() => exportChat(team.viewer, first.chatId, 'pdf')));
    expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(made.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['rate_limited:export', 'rate_limited:export']);
    await exportChat(team.viewer, first.chatId, 'docx');
    await db().message.update({ where: { id: second.answerId }, data: { status: 'running', heartbeatAt: new Date() } });
    await expect(exportChat(team.viewer, first.chatId, 'docx')).rejects.toMatchObject({ code: 'conflict:answer' });
    await db().message.update({ where: { id: second.answerId }, data: { status: 'complete' } });
  });
});
