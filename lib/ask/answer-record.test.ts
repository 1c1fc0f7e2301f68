import { afterEach, describe, expect, it, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { addTestDocument, testVector } from '@/lib/retrieval/test-passages';
import { createTestTeam } from '@/lib/teams/test-team';
import { AnswerRecord } from './answer-record';

setUpTestDatabase();
afterEach(() => void vi.useRealTimers());

describe('AnswerRecord', () => {
  it('writes with the end what could not be committed before', async () => {
    const team = await createTestTeam();
    const { teamId, userId } = team.viewer;
    const { documentId, versionId } = await addTestDocument(team, 'handbook', [{ text: 'Lunch is at noon.', context: 'Handbook', embedding: testVector(1) }]);
    const chat = await db().chat.create({ data: { teamId, userId, title: 'Lunch', messages: { create: { teamId, author: 'footnote', status: 'running', text: '' } } }, include: { messages: true } });
    const messageId = chat.messages[0]?.id ?? '';
    // The first commit of an answer fails; a sequence counts on when it does.
    await pool().query(`
      CREATE SEQUENCE commits;
      CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('commits') = 1 THEN RAISE 'disk full'; END IF; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER fail_once AFTER UPDATE ON message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_once()`);
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});

    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const record = new AnswerRecord(team.viewer, messageId, () => {}, () => {});
    record.say('At noon.[^1]');
    record.cite({ id: 'c1', number: 1, documentId, versionId, start: 0, end: 17, quote: 'Lunch is at noon.', documentName: 'handbook' });
    record.spend({ step: 'answer', model: 'fake', inputTokens: 3, outputTokens: 1, searches: 0, milliseconds: 1, outcome: 'done', costMicros: null });
    vi.advanceTimersByTime(1_000);
    await vi.waitFor(() => expect(complaints).toHaveBeenCalled(), { timeout: 10_000 });
    await record.finish('complete');

    expect(await db().message.findUnique({ where: { id: messageId }, select: { status: true, text: true, citations: { select: { quote: true } } } })).toEqual({
      status: 'complete',
      text: 'At noon.[^1]',
      citations: [{ quote: 'Lunch is at noon.' }],
    });
    expect(await db().usageEntry.count({ where: { messageId } })).toBe(1);
    complaints.mockRestore();
    await pool().query('DROP TRIGGER fail_once ON message; DROP FUNCTION fail_once(); DROP SEQUENCE commits');
  });
});
