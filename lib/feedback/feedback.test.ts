import { beforeAll, describe, expect, it } from 'vitest';
import { addMarkdown, leavePolicy } from '@/lib/ask/test-library';
import { asks, type AskedTurn } from '@/lib/chats/test-asking';
import { readChat } from '@/lib/chats/read-chat';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { exportVotes } from './export-votes';
import { listVotes, voteFilter } from './list-votes';
import { readVote } from './read-vote';
import { vote, voteInput } from './vote';

let team: TestTeam;
let stranger: TestTeam;
let turn: AskedTurn;
setUpTestDatabase();
beforeAll(async () => {
  team = await createTestTeam();
  stranger = await createTestTeam('Other team');
  await addMarkdown(team, 'Leave policy.md', leavePolicy);
  turn = await asks(team.viewer, 'What is my secret question about parental leave?');
  turn = await asks(team.viewer, 'How many days of annual leave do employees have?', turn.chatId);
});

const all = voteFilter.parse({});

describe('votes', () => {
  it('are kept, changed and taken back by the person who asked', async () => {
    await vote(team.viewer, turn.answerId, { value: 1 });
    await vote(team.viewer, turn.answerId, { value: -1, reason: 'incomplete', comment: '=cmd|calc' });
    const message = (await readChat(team.viewer, turn.chatId)).messages.at(-1);
    expect(message?.metadata?.vote).toEqual({ value: -1, reason: 'incomplete', comment: '=cmd|calc' });
    await vote(team.viewer, turn.answerId, { value: 0 });
    expect((await listVotes(team.admin, all)).total).toBe(0);
    expect((await readChat(team.viewer, turn.chatId)).messages.at(-1)?.metadata?.vote).toBeUndefined();
  });

  it('are for answers only, and only for known reasons', async () => {
    await expect(vote(team.viewer, turn.chat.messages[0]?.id ?? '', { value: 1 })).rejects.toMatchObject({ code: 'not_found:message' });
    for (const input of [{ value: 2 }, { value: -1, reason: 'ugly' }, { value: 1, comment: 'x'.repeat(2_001) }, {}]) {
      expect(voteInput.safeParse(input).success).toBe(false);
    }
  });

  it('B8: show admins of the team the one turn that was voted on, and nothing else of the chat', async () => {
    await vote(team.viewer, turn.answerId, { value: -1, reason: 'wrong', comment: 'It is 30.' });
    const { votes, total } = await listVotes(team.admin, all);
    expect(total).toBe(1);
    expect(votes[0]).toMatchObject({
      value: -1,
      reason: 'wrong',
      comment: 'It is 30.',
      voter: 'The viewer',
      question: 'How many days of annual leave do employees have?',
      model: 'extractive',
    });
    expect(votes[0]?.passages[0]?.quote).toContain('28 days');
    const read = await readVote(team.admin, votes[0]?.id ?? '');
    expect(read.answer.id).toBe(turn.answerId);
    expect(JSON.stringify([votes, read])).not.toContain('secret question');
    await expect(readChat(team.admin, turn.chatId)).rejects.toMatchObject({ code: 'not_found:chat' });
    for (const other of [team.viewer, team.editor]) {
      await expect(listVotes(other, all)).rejects.toMatchObject({ code: 'forbidden:role' });
      await expect(readVote(other, votes[0]?.id ?? '')).rejects.toMatchObject({ code: 'forbidden:role' });
      expect(() => exportVotes(other, all)).toThrow('admin');
    }
    expect((await listVotes(stranger.admin, all)).total).toBe(0);
    await expect(readVote(stranger.admin, votes[0]?.id ?? '')).rejects.toMatchObject({ code: 'not_found:vote' });
  });

  it.each([
    [{ value: 'down' }, 1],
    [{ value: 'up' }, 0],
    [{ reason: 'wrong' }, 1],
    [{ reason: 'other' }, 0],
    [{ query: 'it is 30' }, 1],
    [{ query: 'annual LEAVE' }, 1],
    [{ query: '%' }, 0],
    [{ from: '2020-01-01', to: '2999-01-01' }, 1],
    [{ to: '2020-01-01' }, 0],
    [{ page: '2' }, 1],
  ])('are filtered: %j', async (filter, expected) => {
    await vote(team.viewer, turn.answerId, { value: -1, reason: 'wrong', comment: 'It is 30.' });
    expect((await listVotes(team.admin, voteFilter.parse(filter))).total).toBe(expected);
  });

  it('N2: leave as CSV that no spreadsheet takes for a formula', async () => {
    await vote(team.viewer, turn.answerId, { value: -1, reason: 'other', comment: '=cmd|"/c calc"!A1' });
    const csv = await new Response(exportVotes(team.admin, all)).text();
    expect(csv).toContain(`"'=cmd|""/c calc""!A1"`);
    expect(csv).toMatch(/^\uFEFF?time,vote,reason,comment,voter,question,answer,model,passages\r\n/);
    expect(csv).toContain('28 days');
  });
});
