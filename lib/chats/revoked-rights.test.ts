// Rights that end while an answer is written, and after it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { leavePolicy } from '@/lib/ask/test-library';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { purgeDocument } from '@/lib/documents/purge-document';
import { uploadText } from '@/lib/documents/test-upload';
import { ingest } from '@/lib/ingest/ingest';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { removePerson } from '@/lib/people/remove-person';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { readChat } from './read-chat';
import { readCitation } from './read-citation';
import { followAnswer } from './running-answers';
import { startAnswer } from './start-answer';
import { asks, collect, contentOf, streamedContent } from './test-asking';

let llm: FakeLlm;
let team: TestTeam;
let documentId: string;
setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  llm = await startFakeLlm();
});
afterAll(async () => {
  await llm.close();
  await stopJobs();
});
beforeEach(async () => {
  llm.requests.length = 0;
  team = await createTestTeam();
  documentId = await uploadText(team.editor, 'Leave policy.md', leavePolicy);
  await ingest(documentId);
  await saveModelSetting(team.admin, { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake', apiKey: undefined });
});

/** Deletes the document and removes what is left of it, as if the time for undoing had passed. */
async function deleteForGood() {
  await deleteDocuments(team.editor, [documentId]);
  await db().$executeRaw`UPDATE document SET deleted_at = deleted_at - interval '1 minute' WHERE id = ${documentId}`;
  await purgeDocument(documentId);
}

const question = 'How many days of annual leave do full-time employees have?';
const said = 'Every full-time employee has 28 days of annual leave per calendar year [1]. ';

/** Asks, and stands still when the model has the question and has said its first words; `go` lets it go on. */
async function startHeld() {
  const gate = Promise.withResolvers<void>();
  llm.script({ text: ['So: ', said, 'Contractors have no paid leave [1].'], hold: { at: 1, until: gate.promise } });
  const chatId = randomUUID();
  const answerId = await startAnswer(team.viewer, { chatId, message: { text: question } });
  const chunks = collect(followAnswer(chatId));
  await expect.poll(() => llm.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
  return { chatId, answerId, chunks, go: () => gate.resolve() };
}

describe('B7: rights that end between the search and the answer', () => {
  it('a document that is deleted meanwhile leaves none of its words in what is kept', async () => {
    const { chatId, answerId, chunks, go } = await startHeld();
    await deleteForGood();
    go();
    await chunks;
    const row = await db().message.findUniqueOrThrow({ where: { id: answerId }, include: { citations: true } });
    expect(JSON.stringify(row.parts)).not.toMatch(/annual leave per calendar year|Leave policy/);
    expect(row.citations.length).toBeGreaterThan(0);
    expect(row.citations.map(({ quote, sourceDeletedAt }) => [quote, sourceDeletedAt !== null])).toEqual(row.citations.map(() => ['', true]));
    const shown = contentOf((await readChat(team.viewer, chatId)).messages.at(-1));
    for (const citation of shown.citations) {
      expect(citation.sourceDeletedAt).toBeDefined();
      expect(await readCitation(team.viewer, citation.id)).toMatchObject({ quote: '' });
    }
    llm.requests.length = 0;
    await asks(team.viewer, question);
    expect(llm.requests).toEqual([]);
  });

  it('a member who is removed meanwhile is told nothing more, and reads nothing of it again', async () => {
    const { chunks, go } = await startHeld();
    await removePerson(team.admin, team.viewer.userId);
    // Ended by the portal: the model still has not gone on.
    const streamed = streamedContent(await chunks);
    expect(streamed.text).not.toContain('28 days');
    go();
    expect(await db().membership.count({ where: { teamId: team.id, userId: team.viewer.userId } })).toBe(0);
  });

  it('a footnote of an old chat says that its source is gone', async () => {
    llm.script({ text: [said] });
    const { chatId, citations } = await asks(team.viewer, question);
    expect(citations[0]?.quote).toContain('28 days');
    await deleteForGood();
    const [after] = contentOf((await readChat(team.viewer, chatId)).messages.at(-1)).citations;
    expect(after).toMatchObject({ id: citations[0]?.id, quote: '', documentName: 'Deleted document', sourceDeletedAt: expect.any(String) as string });
    expect(await readCitation(team.viewer, after?.id ?? '')).toMatchObject({ quote: '' });
  });
});
