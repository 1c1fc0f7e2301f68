import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { ingest } from '@/lib/ingest/ingest';
import { annotate } from '@/lib/ingest/notes/annotate';
import { modelSettingOf, noteAnswer, readNotePrompt } from '@/lib/ingest/notes/test-note-writer';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { readCollectionNotes, switchCollectionNotes } from './collection-notes';
import { retryNotes } from './retry-notes';
import { rewriteNotes } from './rewrite-notes';
import { uploadText } from './test-upload';

let llm: FakeLlm;
let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
});
afterAll(() => stopJobs());
beforeEach(async () => {
  llm = await startFakeLlm();
  team = await createTestTeam();
  await useModel('first-writer');
});
afterEach(() => llm.close());

async function useModel(model: string): Promise<void> {
  await db().modelSetting.deleteMany({ where: { teamId: team.id } });
  await db().modelSetting.create({ data: modelSettingOf(llm, team.id, { model }) });
}

const writer = (word: string) => noteAnswer(({ text }) => ({ context: `The ${word} says where this of the harbour belongs: ${text.length}.` }));

/** A document with notes switched on, its job taken away: tests do the work themselves. */
async function ready(texts: string[]): Promise<string> {
  const id = await uploadText(team.editor, 'Harbour.md', `# Harbour\n\n${texts.map((text, n) => `## Part ${n + 1}\n\n${text}`).join('\n\n')}\n`);
  await ingest(id);
  await switchCollectionNotes(team.editor, team.collectionId, { on: true, confirmedTokens: 1_000_000 });
  await (await jobs()).deleteQueuedJobs('annotate');
  return id;
}

const texts = ['Boats leave at seven.', 'Nobody may fish from the pier after dark.', 'The lamp is lit by whoever comes last.'];
const queued = async (id: string) => (await (await jobs()).findJobs('annotate', { key: id, queued: true })).length;
const searched = async (documentId: string) => (await db().passage.findMany({ where: { documentId }, orderBy: { ordinal: 'asc' } })).map(({ text }) => text.split('\n')[0]);
const run = (documentId: string) => db().noteRun.findUniqueOrThrow({ where: { documentId } });

describe('notes that are asked for again', () => {
  it('go on where the model had stopped, also with what it had said nothing of use about', async () => {
    llm.script({ text: ['I am sorry, I cannot help with that.'] });
    const id = await ready(Array.from({ length: 65 }, (_, n) => `Ferry number ${n} crosses to island number ${n} every second hour.`));
    await annotate(id);
    expect(await run(id)).toMatchObject({ state: 'stopped', done: 40 });
    expect((await readCollectionNotes(team.editor, team.collectionId)).progress).toMatchObject({ stuck: 1, problem: expect.stringContaining('cannot be used') });

    await expect(retryNotes(team.viewer, { documentId: id })).rejects.toMatchObject({ code: 'forbidden:role' });
    expect(await retryNotes(team.editor, { documentId: id })).toEqual({ documents: 1 });
    expect(await run(id)).toMatchObject({ state: 'waiting', problem: null });
    expect(await queued(id)).toBe(1);
    llm.script(writer('lighthouse'));
    const before = llm.requests.length;
    await annotate(id);
    expect(llm.requests.slice(before).flatMap(({ prompt }) => readNotePrompt(prompt).asked)).toEqual(Array.from({ length: 65 }, (_, n) => n + 1));
    expect(await run(id)).toMatchObject({ state: 'done', done: 65, total: 65 });
    await expect(retryNotes(team.editor, { collectionId: team.collectionId })).rejects.toMatchObject({ code: 'conflict:notes' });
    expect(await db().auditEvent.findMany({ where: { targetId: id, action: 'document.notes-retry' } })).toMatchObject([{ actorId: team.editor.userId, detail: { documents: 1 } }]);
  }, 180_000);

  it('are tried at once for a whole collection whose model had not answered', async () => {
    llm.script({ status: 401 });
    const id = await ready(texts);
    await annotate(id);
    expect((await run(id)).problem).not.toBeNull();
    await (await jobs()).deleteQueuedJobs('annotate');
    expect(await retryNotes(team.editor, { collectionId: team.collectionId })).toEqual({ documents: 1 });
    expect(await queued(id)).toBe(1);
    const other = await createTestTeam();
    await expect(retryNotes(other.owner, { collectionId: team.collectionId })).rejects.toMatchObject({ code: 'not_found:collection' });
    await expect(retryNotes(other.owner, { documentId: id })).rejects.toMatchObject({ code: 'not_found:document' });
  }, 60_000);

  it('are written by a new model only when that was confirmed, at its price, and searched as they are until then', async () => {
    llm.script(writer('lighthouse'));
    const id = await ready(texts);
    await annotate(id);
    const [first] = await db().passageNote.findMany({ where: { documentId: id } });
    await db().passageNote.update({ where: { id: first?.id ?? '' }, data: { state: 'accepted' } });
    expect((await readCollectionNotes(team.editor, team.collectionId)).again).toBeUndefined();

    await useModel('second-writer');
    await annotate(id);
    expect(llm.requests).toHaveLength(1);
    const { again, confirmed } = await readCollectionNotes(team.editor, team.collectionId);
    // Not the one that somebody has accepted.
    expect(again).toMatchObject({ model: 'second-writer', passages: 2, documents: 1, calls: 1 });
    const tokens = (again?.inputTokens ?? 0) + (again?.outputTokens ?? 0);
    await expect(rewriteNotes(team.editor, team.collectionId, Math.floor(tokens / 2))).rejects.toMatchObject({ code: 'conflict:estimate' });
    await expect(rewriteNotes(team.viewer, team.collectionId, tokens)).rejects.toMatchObject({ code: 'forbidden:role' });
    const other = await createTestTeam();
    await expect(rewriteNotes(other.owner, team.collectionId, tokens)).rejects.toMatchObject({ code: 'not_found:collection' });

    await rewriteNotes(team.editor, team.collectionId, tokens);
    expect(await queued(id)).toBe(1);
    expect((await readCollectionNotes(team.editor, team.collectionId)).confirmed?.inputTokens).toBe((confirmed?.inputTokens ?? 0) + (again?.inputTokens ?? 0));
    expect((await searched(id)).every((line) => line?.startsWith('The lighthouse'))).toBe(true);
    llm.script(writer('breakwater'));
    await annotate(id);
    expect((await searched(id)).filter((line) => line?.startsWith('The breakwater'))).toHaveLength(2);
    expect((await searched(id)).filter((line) => line?.startsWith('The lighthouse'))).toHaveLength(1);
    expect((await readCollectionNotes(team.editor, team.collectionId)).again).toBeUndefined();
    expect(llm.requests).toHaveLength(2);
  }, 60_000);

  it('stay as they are where the new model has nothing to say, or a person decides meanwhile', async () => {
    llm.script(writer('lighthouse'));
    const id = await ready(texts);
    await annotate(id);
    await useModel('second-writer');
    await rewriteNotes(team.editor, team.collectionId, 1_000_000);
    const [, second] = await db().passageNote.findMany({ where: { documentId: id }, orderBy: { createdAt: 'asc' } });
    await db().passageNote.update({ where: { id: second?.id ?? '' }, data: { state: 'accepted' } });
    llm.script(noteAnswer(({ text }) => (text.includes('Boats') ? { context: 'The breakwater is where boats leave.' } : text.includes('lamp') ? {} : { context: 'The breakwater forbids fishing.' })));
    await annotate(id);
    const notes = await db().passageNote.findMany({ where: { documentId: id } });
    expect(notes.every(({ outdated, sentence }) => !outdated && sentence !== null)).toBe(true);
    expect(notes.find(({ id: one }) => one === second?.id)).toMatchObject({ model: 'first-writer', state: 'accepted' });
    expect(await run(id)).toMatchObject({ state: 'done' });
  }, 60_000);
});
