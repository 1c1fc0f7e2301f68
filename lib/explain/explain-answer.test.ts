import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addMarkdown, leavePolicy, type LibraryDocument, travelPolicy } from '@/lib/ask/test-library';
import { asks } from '@/lib/chats/test-asking';
import { mostPaths, readStoredParts, type StoredPath } from '@/lib/chats/stored-parts';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { explainAnswer } from './explain-answer';

let team: TestTeam;
let travel: LibraryDocument;
let leave: LibraryDocument;
let answerId: string;
setUpTestDatabase();
beforeAll(async () => {
  team = await createTestTeam();
  travel = await addMarkdown(team, 'Travel policy', travelPolicy);
  leave = await addMarkdown(team, 'Leave policy', leavePolicy);
  ({ answerId } = await asks(team.admin, 'How many days of annual leave do full-time employees have?'));
});

const storedTrace = async () => readStoredParts((await db().message.findUniqueOrThrow({ where: { id: answerId } })).parts).trace;

/** Asks with another trace in the place of the real one. */
async function withPaths(passages: Partial<StoredPath>[], documentId: string, more: object = {}) {
  const { parts } = await db().message.findUniqueOrThrow({ where: { id: answerId } });
  const ranked = { rank: 24, score: 0.5 };
  const paths = passages.map((path) => ({ passageId: 'p', documentId, fate: 'found', fused: ranked, order: ranked, ...path }));
  const trace = { ...(await storedTrace()), passages: paths, ...more };
  await db().message.update({ where: { id: answerId }, data: { parts: { ...(parts as object), trace } } });
  return explainAnswer(team.admin, answerId, documentId).finally(() => db().message.update({ where: { id: answerId }, data: { parts: parts ?? {} } }));
}

describe('why a document is not in an answer', () => {
  it('keeps with the answer which passages were found and read, as ids and figures without words', async () => {
    const trace = await storedTrace();
    expect(trace?.passages?.[0]).toMatchObject({ documentId: leave.documentId, fate: 'packed', keyword: { rank: 1 }, fused: { rank: expect.any(Number) as number } });
    expect(trace?.passages?.length).toBeLessThanOrEqual(mostPaths);
    expect(JSON.stringify(trace?.passages)).not.toMatch(/annual|days/);
    expect(trace?.omitted).toBe(0);
  });

  it('tells cited from read, from found, and from what was left on the way', async () => {
    expect(await explainAnswer(team.admin, answerId, leave.documentId)).toMatchObject({ stage: 'cited', sentence: expect.stringMatching(/^It is cited: footnotes? 1/) as string, known: 'stored' });
    const of = async (path: Partial<StoredPath>) => {
      const { stage, sentence, known } = await withPaths([path], travel.documentId);
      expect(known).toBe('stored');
      return [stage, sentence.slice(0, 40)];
    };
    expect(await of({ fate: 'packed' })).toEqual(['not-cited', 'It was among the 8 passages that were re'.replace('8', String((await storedTrace())?.packed))]);
    expect((await of({ fate: 'found' }))[0]).toBe('budget');
    expect((await of({ fate: 'copy' }))[0]).toBe('copy');
    expect(await of({ fate: 'below' })).toEqual(['below-cut', 'It was found, but its best passage came ']);
    expect((await withPaths([{ keyword: { rank: 9, score: 2 }, fate: 'below' }, { fate: 'packed', keyword: { rank: 4, score: 3 } }], travel.documentId)).figures.keyword).toEqual({ rank: 4, score: 3 });
  });

  it('tells what was not found from what was not searched, not there yet, or cannot be known', async () => {
    expect(await withPaths([], travel.documentId)).toMatchObject({ stage: 'not-retrieved', known: 'stored' });
    expect(await withPaths([], travel.documentId, { omitted: 3 })).toMatchObject({ stage: 'below-cut', known: 'stored' });
    expect(await withPaths([], travel.documentId, { scope: { collectionIds: [], documentIds: [leave.documentId] } })).toMatchObject({ stage: 'outside', known: 'stored' });
    expect(await withPaths([], travel.documentId, { passages: undefined })).toMatchObject({ stage: 'unknown', known: 'stored' });
    const late = await addMarkdown(team, 'Late', 'A late document.');
    expect(await explainAnswer(team.admin, answerId, late.documentId)).toMatchObject({ stage: 'not-read', known: 'now', sentence: 'It was added after this answer was given.' });
    await db().document.update({ where: { id: late.documentId }, data: { createdAt: new Date(0), passageCount: 0, state: 'failed', failureMessage: 'It needs a password.' } });
    expect(await explainAnswer(team.admin, answerId, late.documentId)).toMatchObject({ stage: 'not-read', known: 'now', sentence: 'It could not be read. It needs a password.' });
  });

  it('B5, B8: opens neither foreign documents nor others’ chats, and says the same of what does not exist', async () => {
    const other = await createTestTeam('Other');
    const foreign = await addMarkdown(other, 'Secret', 'A secret.');
    for (const id of [foreign.documentId, randomUUID()]) await expect(explainAnswer(team.admin, answerId, id)).rejects.toMatchObject({ code: 'not_found:document' });
    for (const [viewer, id] of [[other.admin, answerId], [team.owner, answerId], [team.admin, randomUUID()]] as const) {
      await expect(explainAnswer(viewer, id, leave.documentId)).rejects.toMatchObject({ code: 'not_found:message' });
    }
    // A turn that was voted on is open to admins.
    await db().vote.create({ data: { messageId: answerId, teamId: team.id, userId: team.admin.userId, value: -1 } });
    expect((await explainAnswer(team.owner, answerId, leave.documentId)).stage).toBe('cited');
    await expect(explainAnswer(team.editor, answerId, leave.documentId)).rejects.toMatchObject({ code: 'forbidden:role' });
  });
});
