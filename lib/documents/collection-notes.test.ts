import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { ingest } from '@/lib/ingest/ingest';
import { annotate } from '@/lib/ingest/notes/annotate';
import { modelSettingOf, noteAnswer, type PromptedPassage } from '@/lib/ingest/notes/test-note-writer';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { readCollectionNotes, switchCollectionNotes } from './collection-notes';
import { moveDocuments } from './move-documents';
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
});
afterEach(() => llm.close());

/** Sentences of different lengths, as models write them. */
const openings = [
  'This passage of the office handbook sets out what holds for employees who work away from their usual desk, and whom they have to tell beforehand.',
  'It belongs to the chapter on security and lists the duties of everyone who is given a company laptop or telephone.',
  'Part of the answers of the support team to customers, about returns, refunds and the time that they take.',
];
/** Its server counts by characters, which for these files is within a hundredth of OpenAI's tokenizer; the estimate does not. */
const writer = noteAnswer(({ passage }: PromptedPassage) => ({ context: openings[passage % openings.length] ?? '' }));

const samples = path.join('samples', 'handbook');
async function ready(name: string, text: string): Promise<string> {
  const id = await uploadText(team.editor, name, text);
  await ingest(id);
  return id;
}

describe('notes of a collection', () => {
  it('are off, and need a language model to be switched on', async () => {
    expect(await readCollectionNotes(team.editor, team.collectionId)).toEqual({
      on: false,
      progress: { noted: 0, passages: 0, working: 0, stuck: 0 },
      spent: { calls: 0, inputTokens: 0, outputTokens: 0, uncounted: 0, costMicros: '0' },
    });
    await expect(switchCollectionNotes(team.admin, team.collectionId, { on: true, confirmedTokens: 0 })).rejects.toMatchObject({ code: 'conflict:model' });
    await expect(switchCollectionNotes(team.viewer, team.collectionId, { on: false })).rejects.toMatchObject({ code: 'forbidden:role' });
    const other = await createTestTeam();
    await expect(readCollectionNotes(other.owner, team.collectionId)).rejects.toMatchObject({ code: 'not_found:collection' });
    await expect(switchCollectionNotes(other.owner, team.collectionId, { on: false })).rejects.toMatchObject({ code: 'not_found:collection' });
  });

  // One model reads every document whole and has a price; the other has a small window and none.
  it.each([
    { provider: 'openai', model: 'gpt-4o-mini', priced: true },
    { provider: 'openai-compatible', model: 'note-writer', priced: false },
  ])('G17: cost what was estimated before, within a tenth, with $model', async ({ priced, ...address }) => {
    llm.script(writer);
    await db().modelSetting.create({ data: modelSettingOf(llm, team.id, address) });
    const ids: string[] = [];
    const files = readdirSync(samples).filter((name) => /\.(md|txt|csv|html)$/.test(name));
    for (const name of files) ids.push(await ready(name, readFileSync(path.join(samples, name), 'utf8')));
    const text = files.filter((name) => /\.(md|txt)$/.test(name)).map((name) => readFileSync(path.join(samples, name), 'utf8'));
    ids.push(await ready('everything.md', Array.from({ length: 4 }, (_, n) => text.map((one) => `## Year ${n}\n\n${one}`).join('\n\n')).join('\n\n')));

    const { estimate } = await readCollectionNotes(team.editor, team.collectionId);
    if (!estimate) throw new Error('no estimate');
    expect(estimate).toMatchObject({ model: address.model, documents: ids.length });
    await expect(switchCollectionNotes(team.editor, team.collectionId, { on: true, confirmedTokens: Math.floor(estimate.inputTokens / 2) })).rejects.toMatchObject({ code: 'conflict:estimate' });
    await switchCollectionNotes(team.editor, team.collectionId, { on: true, confirmedTokens: estimate.inputTokens + estimate.outputTokens });
    const boss = await jobs();
    for (const id of ids) {
      expect(await boss.findJobs('annotate', { key: id, queued: true })).toHaveLength(1);
      await annotate(id);
    }
    const after = await readCollectionNotes(team.editor, team.collectionId);
    const { spent, progress } = after;
    expect(after).toMatchObject({ on: true, confirmed: estimate, estimate: { documents: 0, passages: 0, calls: 0, inputTokens: 0 } });
    expect(progress).toEqual({ noted: progress.passages, passages: progress.passages, working: 0, stuck: 0 });
    expect(spent.calls).toBe(estimate.calls);
    expect(estimate.passages).toBe(await db().passageNote.count({ where: { teamId: team.id } }));
    for (const way of ['inputTokens', 'outputTokens'] as const) expect([way, Math.abs(estimate[way] / spent[way] - 1) <= 0.1, estimate[way], spent[way]]).toEqual([way, true, estimate[way], spent[way]]);
    expect([estimate.costMicros !== undefined, spent.costMicros !== undefined]).toEqual([priced, priced]);
    expect(Math.abs(Number(estimate.costMicros ?? 1) / Number(spent.costMicros ?? 1) - 1)).toBeLessThanOrEqual(0.1);
    const entries = await db().usageEntry.findMany({ where: { teamId: team.id, step: 'context' } });
    expect(entries.reduce((sum, { inputTokens }) => sum + (inputTokens ?? 0), 0)).toBe(spent.inputTokens);

    await switchCollectionNotes(team.editor, team.collectionId, { on: false });
    const events = await db().auditEvent.findMany({ where: { targetId: team.collectionId, action: { startsWith: 'collection.notes' } }, orderBy: { createdAt: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual(['collection.notes-on', 'collection.notes-off']);
  }, 180_000);

  it('follow a document that is moved: out of search in a collection without, back for nothing', async () => {
    llm.script(writer);
    await db().modelSetting.create({ data: modelSettingOf(llm, team.id) });
    const id = await ready('Moved.md', '# Moved\n\nFerries cross to the island every second hour.');
    const plain = await db().collection.create({ data: { teamId: team.id, name: 'Plain' } });
    await switchCollectionNotes(team.editor, team.collectionId, { on: true, confirmedTokens: 10_000 });
    await annotate(id);
    const searched = async () => (await db().passage.findFirstOrThrow({ where: { documentId: id } })).text;
    const noted = await searched();
    expect(noted).toContain(openings[1]);
    const boss = await jobs();
    await boss.deleteQueuedJobs('annotate');
    await moveDocuments(team.editor, [id], plain.id);
    expect(await boss.findJobs('annotate', { key: id, queued: true })).toHaveLength(1);
    await annotate(id);
    expect(await searched()).not.toContain(openings[1]);
    await moveDocuments(team.editor, [id], team.collectionId);
    await annotate(id);
    expect(await searched()).toBe(noted);
    expect(llm.requests).toHaveLength(1);
  });
});
