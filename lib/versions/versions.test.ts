import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { readVersion } from '@/lib/documents/read-version';
import { uploadText } from '@/lib/documents/test-upload';
import { ingest } from '@/lib/ingest/ingest';
import { type AnnounceJobData, jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { listNotifications } from '@/lib/notifications/list-notifications';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { listAffectedAnswers } from './affected-answers';
import { announceChange } from './announce-change';
import { comparePassage } from './compare-passage';
import { listVersions } from './list-versions';

let team: TestTeam;
let other: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam('Ours');
  other = await createTestTeam('Theirs');
});
afterAll(() => stopJobs());

const leave = 'Full-time employees have 25 days of annual leave each calendar year.';
const trains = 'Trains are taken in second class on all journeys.';
const hotel = 'A night in a hotel is paid up to 140 euros.';
const rules = (sentences: string[]) => `# Rules\n\n${sentences.map((sentence, n) => `## Part ${n + 1}\n\n${sentence}`).join('\n\n')}\n`;

async function uploaded(name: string, sentences: string[], documentId?: string): Promise<string> {
  const id = await uploadText(team.editor, name, rules(sentences), { documentId, onDuplicate: 'keep-both' });
  await ingest(id);
  return id;
}

async function current(id: string) {
  const { versionId, text } = await readVersion(team.viewer, id, 'current');
  return { versionId, at: (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length }), text };
}

/** An answer to a person that quotes these words of the document's current version; its citation's id. */
async function answered(viewer: Viewer, documentId: string, words: string): Promise<string> {
  const { versionId, at } = await current(documentId);
  const chat = await db().chat.create({ data: { teamId: viewer.teamId, userId: viewer.userId, title: 'A chat' } });
  const question = await db().message.create({ data: { chatId: chat.id, teamId: viewer.teamId, author: 'person', text: `What about: ${words}` } });
  const message = await db().message.create({ data: { chatId: chat.id, teamId: viewer.teamId, parentId: question.id, author: 'footnote', text: `${words} [^1]` } });
  await db().citation.create({
    data: { messageId: message.id, teamId: viewer.teamId, number: 1, documentId, versionId, ...at(words), quote: words, documentName: 'Rules.md' },
  });
  return message.id;
}

describe('versions of a document', () => {
  it('are listed with who brought them when, their size and passages; each upload adds one and none is lost', async () => {
    const id = await uploaded('Listed.md', [leave, trains]);
    await uploaded('another name.md', [leave, trains, hotel], id);
    const [second, first] = await listVersions(team.viewer, id);
    expect(second).toMatchObject({ number: 2, fileName: 'another name.md', state: 'current', uploadedBy: 'The editor', passages: 3, readAnew: false });
    expect(first).toMatchObject({ number: 1, fileName: 'Listed.md', state: 'earlier', passages: 2, sizeBytes: rules([leave, trains]).length });
    expect((await readVersion(team.viewer, id, first?.id ?? '')).text).not.toContain(hotel);
    expect((await readVersion(team.viewer, id, second?.id ?? '')).text).toContain(hotel);
  });

  it('a new version needs another file, of the same format, for a document of the own team', async () => {
    const id = await uploaded('Same.md', [leave]);
    expect(await uploadText(team.editor, 'Same.md', rules([leave]), { documentId: id })).toBe(id);
    expect(await listVersions(team.viewer, id)).toHaveLength(1);
    await expect(uploadText(team.editor, 'Same.csv', 'a,b\n1,2\n', { documentId: id })).rejects.toMatchObject({ code: 'conflict:format' });
    await expect(uploadText(other.editor, 'Same.md', rules([hotel]), { documentId: id })).rejects.toMatchObject({ code: 'not_found:document' });
    await expect(uploadText(team.viewer, 'Same.md', rules([hotel]), { documentId: id })).rejects.toMatchObject({ code: 'forbidden:role' });
    expect(await listVersions(team.viewer, id)).toHaveLength(1);
  });
});

describe('G4: what became of quoted words', () => {
  it('says that they still stand in the newest version, and where', async () => {
    const id = await uploaded('Still.md', [leave, trains]);
    const old = await current(id);
    await uploaded('Still.md', [hotel, leave, trains], id);
    const now = await current(id);
    expect(await comparePassage(team.viewer, id, old.versionId, old.at(trains))).toEqual({
      state: 'same', current: { versionId: now.versionId, number: 2 }, place: now.at(trains), difference: [],
    });
  });

  it('says since which version they are others, and shows the difference to the newest', async () => {
    const id = await uploaded('Changed.md', [leave, trains]);
    const old = await current(id);
    await uploaded('Changed.md', [leave, trains, hotel], id);
    await uploaded('Changed.md', [leave.replace('25', '28'), trains, hotel], id);
    await uploaded('Changed.md', [leave.replace('25', '30'), trains, hotel], id);
    const compared = await comparePassage(team.viewer, id, old.versionId, old.at(leave));
    expect(compared).toMatchObject({ state: 'changed', current: { number: 4 }, changedIn: { number: 3 } });
    expect(compared.difference.filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'removed', text: '25' }, { kind: 'added', text: '30' }]);
    expect(compared.difference.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('')).toBe(leave);
  });

  it('says that they are gone', async () => {
    const id = await uploaded('Gone.md', [leave, trains]);
    const old = await current(id);
    await uploaded('Gone.md', [leave], id);
    expect(await comparePassage(team.viewer, id, old.versionId, old.at(trains))).toMatchObject({ state: 'gone', changedIn: { number: 2 }, difference: [{ kind: 'removed', text: trains }] });
  });

  it('B3, B5: is for the own team, and says the same of foreign, missing and deleted documents and versions', async () => {
    const id = await uploaded('Closed.md', [leave]);
    const old = await current(id);
    const mine = await uploaded('Mine.md', [leave]);
    const ask = (viewer: Viewer, documentId: string, versionId: string) => comparePassage(viewer, documentId, versionId, old.at(leave));
    for (const asked of [ask(other.owner, id, old.versionId), ask(team.viewer, mine, old.versionId), ask(team.viewer, id, 'none')]) {
      await expect(asked).rejects.toMatchObject({ code: 'not_found:document' });
    }
    await expect(comparePassage(team.viewer, id, old.versionId, { start: 5, end: 900_000 })).rejects.toMatchObject({ code: 'bad_request:span' });
    expect(await listVersions(other.owner, id)).toEqual([]);
    await deleteDocuments(team.editor, [id]);
    await expect(ask(team.viewer, id, old.versionId)).rejects.toMatchObject({ code: 'not_found:document' });
    expect(await listVersions(team.viewer, id)).toEqual([]);
  });
});

describe('G5: answers that a new version affects', () => {
  it('are exactly those that quote changed words; others’ chats are counted, and readable only by a vote', async () => {
    const id = await uploaded('Impact.md', [leave, trains, hotel]);
    const mine = await answered(team.admin, id, leave);
    await answered(team.admin, id, trains);
    await answered(team.viewer, id, leave);
    const voted = await answered(team.viewer, id, hotel);
    await answered(team.viewer, id, trains);
    await db().vote.create({ data: { messageId: voted, teamId: team.id, userId: team.viewer.userId, value: -1 } });
    expect(await listAffectedAnswers(team.admin, id)).toEqual({ answers: [], others: 0 });

    await uploaded('Impact.md', [leave.replace('25', '30'), trains], id);
    const { answers, others } = await listAffectedAnswers(team.admin, id);
    expect(answers.map(({ messageId, changedIn, quotes }) => [messageId, changedIn, quotes.map(({ quote, state }) => [quote, state])])).toEqual([
      [voted, 2, [[hotel, 'gone']]],
      [mine, 2, [[leave, 'changed']]],
    ]);
    expect(answers.map(({ open }) => Object.keys(open))).toEqual([['voteId'], ['chatId']]);
    expect(others).toBe(1);
    // An editor is no admin: the vote opens nothing.
    expect(await listAffectedAnswers(team.editor, id)).toEqual({ answers: [], others: 3 });
    // What was answered from the new version is not affected by it.
    await answered(team.editor, id, leave.replace('25', '30'));
    expect((await listAffectedAnswers(team.editor, id)).answers).toEqual([]);
  });

  it('B2: are for editors of the own team', async () => {
    const id = await uploaded('Rights.md', [leave]);
    await expect(listAffectedAnswers(team.viewer, id)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(listAffectedAnswers(other.owner, id)).rejects.toMatchObject({ code: 'not_found:document' });
  });
});

describe('G5: askers of answers that a new version affects', () => {
  /** Does what the worker would; how many versions there were to announce. */
  async function announced(): Promise<number> {
    const queued = await (await jobs()).fetch<AnnounceJobData>('announce', { batchSize: 100 });
    for (const job of queued) {
      await announceChange(job.data.versionId);
      await (await jobs()).complete('announce', job.id);
    }
    return queued.length;
  }
  const told = async (viewer: Viewer) => (await listNotifications(viewer)).filter(({ kind }) => kind === 'source-changed').map(({ sentence, subject }) => [sentence, subject]);
  const changed = (name: string) => `A source of your answer has changed: ${name}.`;

  beforeEach(async () => {
    await announced();
    await db().notification.deleteMany();
  });

  it('are exactly those whose words changed, once for each chat and version, with the way to the footnote', async () => {
    const id = await uploaded('Told.md', [leave, trains, hotel]);
    const mine = await answered(team.viewer, id, leave);
    await answered(team.editor, id, trains);
    await answered(team.admin, id, trains);
    const gone = await answered(team.admin, id, hotel);
    expect(await announced()).toBe(0);

    await uploaded('Told.md', [leave.replace('25', '30'), trains], id);
    expect(await announced()).toBe(1);
    expect(await told(team.viewer)).toEqual([[changed('Told.md'), `What about: ${leave}`]]);
    expect(await told(team.admin)).toEqual([[changed('Told.md'), `What about: ${hotel}`]]);
    expect(await told(team.editor)).toEqual([]);
    expect(await told(other.owner)).toEqual([]);
    const { chatId, citations } = await db().message.findUniqueOrThrow({ where: { id: mine }, include: { citations: true } });
    expect((await listNotifications(team.viewer))[0]?.href).toBe(`/chat/${chatId}?message=${mine}&source=${citations[0]?.id}`);

    // Once more, and a version that changes other words only.
    await announceChange((await current(id)).versionId);
    await answered(team.editor, id, leave.replace('25', '30'));
    await uploaded('Told.md', [leave.replace('25', '30'), trains.replace('second', 'first')], id);
    await announced();
    expect(await told(team.viewer)).toHaveLength(1);
    expect(await told(team.editor)).toEqual([[changed('Told.md'), `What about: ${trains}`]]);
    expect(await told(team.admin)).toEqual([[changed('Told.md'), `What about: ${trains}`], [changed('Told.md'), `What about: ${hotel}`]]);
    await db().chat.deleteMany({ where: { messages: { some: { id: gone } } } });
    expect(await told(team.admin)).toHaveLength(1);
  });

  it('hear of one chat once, however many of its footnotes changed', async () => {
    const id = await uploaded('Twice.md', [leave, trains]);
    const first = await answered(team.viewer, id, leave);
    const { versionId, at } = await current(id);
    await db().citation.create({ data: { messageId: first, teamId: team.id, number: 2, documentId: id, versionId, ...at(trains), quote: trains, documentName: 'Twice.md' } });
    await uploaded('Twice.md', [hotel], id);
    await announced();
    expect(await told(team.viewer)).toHaveLength(1);
  });

  it('hear nothing when the same file is read anew, whatever comes of it', async () => {
    const id = await uploaded('Anew.md', [leave, trains]);
    await answered(team.viewer, id, leave);
    await db().document.update({ where: { id }, data: { state: 'waiting' } });
    await ingest(id);
    expect(await announced()).toBe(0);
    // As an older parser had read it: the newer one makes a version of its own from the same file.
    await db().documentVersion.updateMany({ where: { documentId: id }, data: { text: rules([leave.replace('25', '28'), trains]) } });
    await db().document.update({ where: { id }, data: { state: 'waiting' } });
    await ingest(id);
    expect(await listVersions(team.viewer, id)).toHaveLength(2);
    expect(await announced()).toBe(1);
    expect(await told(team.viewer)).toEqual([]);
  });

  it('B7: are told no name of a document that is gone or out of their sight', async () => {
    const id = await uploaded('Secret merger.md', [leave]);
    await answered(team.viewer, id, leave);
    await uploaded('Secret merger.md', [trains], id);
    await announced();
    expect(await told(team.viewer)).toEqual([[changed('Secret merger.md'), `What about: ${leave}`]]);
    await deleteDocuments(team.editor, [id]);
    const [notice] = await listNotifications(team.viewer);
    expect(notice?.sentence).toBe('A source of your answer has changed.');
    expect(notice?.href).not.toContain('source=');
    expect(JSON.stringify(notice)).not.toContain('merger');
  });

  it('hear of what a person had named in an answer, too', async () => {
    const id = await uploaded('Named.md', [leave, trains]);
    const messageId = await answered(team.viewer, id, trains);
    const { versionId, at } = await current(id);
    const source = { teamId: team.id, documentId: id, versionId, documentName: 'Named.md' };
    await db().personQuestion.create({
      data: {
        teamId: team.id, messageId, askedById: team.viewer.userId, question: 'How long?', state: 'answered', answer: '25 days.',
        sources: { create: [{ ...source, number: 1, ...at(leave), quote: leave }, { ...source, number: 2, start: 0, end: 0, quote: '' }] },
      },
    });
    await uploaded('Named.md', [leave, trains, hotel], id);
    await announced();
    expect(await told(team.viewer)).toEqual([]);
    await uploaded('Named.md', [leave.replace('25', '30'), trains, hotel], id);
    await announced();
    expect(await told(team.viewer)).toEqual([[changed('Named.md'), `What about: ${trains}`]]);
  });
});
