import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addMarkdown, leavePolicy, type LibraryDocument } from '@/lib/ask/test-library';
import type { Viewer } from '@/lib/auth/viewer';
import { deleteChat } from '@/lib/chats/delete-chat';
import { readChat } from '@/lib/chats/read-chat';
import { readSharedChat } from '@/lib/chats/sharing/read-shared-chat';
import { readShare } from '@/lib/chats/sharing/read-share';
import { shareChat } from '@/lib/chats/sharing/share-chat';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { redactMessages } from '@/lib/documents/redact-messages';
import { exportChat } from '@/lib/export/export-chat';
import { countUnread } from '@/lib/notifications/count-unread';
import { listNotifications } from '@/lib/notifications/list-notifications';
import { changeRole } from '@/lib/people/change-role';
import { disableAccount } from '@/lib/people/disable-account';
import { removePerson } from '@/lib/people/remove-person';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { answerQuestion } from './answer-question';
import { askPerson, mostPerDay } from './ask-person';
import { closeQuestion } from './close-question';
import { giveBackQuestion } from './give-back-question';
import { countQuestions, listQuestions, questionFilter } from './list-questions';
import { answerInput, askInput } from './question-input';
import { takeQuestion } from './take-question';
import { withdrawQuestion } from './withdraw-question';

// Until groups exist everybody sees every collection: a person who does not is made here.
const blind = vi.hoisted(() => new Map<string, string[]>());
vi.mock('@/lib/retrieval/reach', async (original) => {
  const real = await original<{ accessibleCollections: (viewer: Viewer) => Promise<string[]> }>();
  return { ...real, accessibleCollections: async (viewer: Viewer) => blind.get(viewer.userId) ?? (await real.accessibleCollections(viewer)) };
});

let team: TestTeam;
let other: TestTeam;
let chatId: string;
let answerId: string;
let document: LibraryDocument;
setUpTestDatabase();
beforeAll(async () => {
  other = await createTestTeam('Other team');
});
beforeEach(async () => {
  blind.clear();
  team = await createTestTeam();
  document = await addMarkdown(team, 'Leave policy.md', leavePolicy, false);
  ({ chatId, answerId } = await turn(team.viewer, 'Who pays for the parking space?'));
});

const open = questionFilter.parse({});
const settled = questionFilter.parse({ state: 'settled' });
const ask = (viewer = team.viewer, message = answerId) => askPerson(viewer, message, { question: 'Who pays for parking?', note: 'I start on Monday.' });
const answered = (text = 'The team does.', sources: unknown[] = []) => answerInput.parse({ text, sources });
const actions = async () => (await db().auditEvent.findMany({ where: { teamId: team.id, targetType: 'question' }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map((event) => event.action);
const asked = async () => (await readChat(team.viewer, chatId)).messages.at(-1)?.metadata?.askedPeople;

/** A question and a refusal, as kept. */
async function turn(viewer: Viewer, text: string) {
  const { teamId, userId } = viewer;
  const chat = await db().chat.create({ data: { id: randomUUID(), teamId, userId, title: `Title of ${text}` } });
  const question = await db().message.create({ data: { chatId: chat.id, teamId, author: 'person', text } });
  const answer = await db().message.create({ data: { chatId: chat.id, teamId, parentId: question.id, author: 'footnote', text: 'Your documents do not say.' } });
  await db().chat.update({ where: { id: chat.id }, data: { leafId: answer.id } });
  return { chatId: chat.id, answerId: answer.id };
}

describe('a question to a person', () => {
  it('waits below the answer, is taken, answered with its sources, and told to the asker', async () => {
    const id = await ask();
    expect(await asked()).toMatchObject([{ id, state: 'open', question: 'Who pays for parking?', note: 'I start on Monday.', sources: [] }]);
    expect(await listQuestions(team.editor, open)).toMatchObject({ total: 1, questions: [{ id, askedBy: 'The viewer', question: 'Who pays for parking?', note: 'I start on Monday.' }] });

    await takeQuestion(team.editor, id);
    expect((await asked())?.[0]).toMatchObject({ takenBy: 'The editor' });
    const start = document.text.indexOf('Report sick');
    const span = { documentId: document.documentId, start, end: start + 'Report sick before nine in the morning.'.length };
    await answerQuestion(team.editor, id, answered('The team does.\nAsk for a badge.', [span, { documentId: document.documentId }]));

    const [told] = (await asked()) ?? [];
    expect(told).toMatchObject({ state: 'answered', answer: 'The team does.\nAsk for a badge.', settled: { by: 'The editor' } });
    expect(told?.sources).toMatchObject([
      { number: 1, documentId: document.documentId, versionId: document.versionId, quote: 'Report sick before nine in the morning.', heading: expect.stringContaining('Sick leave') },
      { number: 2, documentName: 'Leave policy.md', quote: '', start: 0, end: 0 },
    ]);
    expect(await listNotifications(team.viewer)).toMatchObject([{ unread: true, sentence: 'The editor answered your question.', subject: 'Who pays for parking?', href: `/chat/${chatId}?message=${answerId}` }]);
    expect(await countQuestions(team.editor, 'open')).toBe(0);
    expect((await listQuestions(team.admin, settled)).questions).toMatchObject([{ id, state: 'answered', answer: 'The team does.\nAsk for a badge.' }]);
    expect(await actions()).toEqual(['question.ask', 'question.take', 'question.answer']);
    expect(JSON.stringify(await db().auditEvent.findMany({ where: { teamId: team.id } }))).not.toContain('parking');
  });

  it('is closed with a reason, which the asker is told', async () => {
    const id = await ask();
    await takeQuestion(team.admin, id);
    await closeQuestion(team.admin, id, 'not-held');
    expect(await asked()).toMatchObject([{ state: 'closed', closedFor: 'not-held', settled: { by: 'The admin' } }]);
    expect(await listNotifications(team.viewer)).toMatchObject([{ sentence: 'The admin closed your question without an answer.' }]);
    // Then another one may be asked.
    await ask();
    expect(await asked()).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  it('is withdrawn by its asker alone, and whoever had taken it is told', async () => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    await expect(withdrawQuestion(team.owner, id)).rejects.toMatchObject({ code: 'not_found:question' });
    await withdrawQuestion(team.viewer, id);
    expect(await asked()).toMatchObject([{ state: 'withdrawn' }]);
    expect(await listNotifications(team.editor)).toMatchObject([{ sentence: 'The viewer withdrew the question that you had taken.', subject: 'Who pays for parking?' }]);
    expect((await listNotifications(team.editor))[0]?.href).toBeUndefined();
    await expect(withdrawQuestion(team.viewer, id)).rejects.toMatchObject({ code: 'conflict:question' });
    await expect(answerQuestion(team.editor, id, answered())).rejects.toMatchObject({ code: 'conflict:question', message: 'This question was withdrawn meanwhile.' });
    for (const filter of [open, settled]) expect((await listQuestions(team.editor, filter)).total).toBe(0);
  });

  it('is answered by one person only: whoever has taken it', async () => {
    const id = await ask();
    await expect(answerQuestion(team.editor, id, answered())).rejects.toMatchObject({ code: 'conflict:taken', message: 'Take this question first.' });
    const taken = await Promise.allSettled([team.editor, team.admin, team.owner].map((viewer) => takeQuestion(viewer, id)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const holder = [team.editor, team.admin, team.owner][taken.findIndex(({ status }) => status === 'fulfilled')] ?? team.editor;
    const rival = holder === team.owner ? team.admin : team.owner;
    await expect(takeQuestion(rival, id)).rejects.toMatchObject({ code: 'conflict:taken', message: `${holder.name} has taken this question.` });
    await expect(answerQuestion(rival, id, answered())).rejects.toMatchObject({ code: 'conflict:taken' });
    await expect(closeQuestion(rival, id, 'duplicate')).rejects.toMatchObject({ code: 'conflict:taken' });
    await expect(giveBackQuestion(rival, id)).rejects.toMatchObject({ code: 'conflict:taken' });
    await takeQuestion(rival, id, { over: true });
    await expect(answerQuestion(holder, id, answered())).rejects.toMatchObject({ code: 'conflict:taken' });
    await giveBackQuestion(rival, id);
    await takeQuestion(holder, id);
    await answerQuestion(holder, id, answered());
    await expect(takeQuestion(rival, id)).rejects.toMatchObject({ code: 'conflict:question', message: 'This question was answered meanwhile.' });
  });

  it('is one at a time for an answer, and so many within a day', async () => {
    const first = await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'conflict:question' });
    await db().message.update({ where: { id: answerId }, data: { status: 'running' } });
    await withdrawQuestion(team.viewer, first);
    await expect(ask()).rejects.toMatchObject({ code: 'conflict:answer' });
    await db().message.update({ where: { id: answerId }, data: { status: 'complete' } });
    for (let n = 1; n < mostPerDay; n += 1) await withdrawQuestion(team.viewer, await ask());
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited:questions', retryAfterSeconds: expect.any(Number) });
    await db().personQuestion.update({ where: { id: first }, data: { askedAt: new Date(Date.now() - 86_400_001) } });
    await ask();
  });

  it.each([
    [{ question: ' \n ' }, 'Write your question first.'],
    [{ question: 'x'.repeat(2_001) }, 'A question to a person has at most 2,000 characters.'],
    [{ question: 'Who?', note: 'x'.repeat(2_001) }, 'A note has at most 2,000 characters.'],
    [{}, 'question: write your question.'],
  ])('refuses what is no question: %#', (input, sentence) => {
    expect(askInput.safeParse(input).error?.issues[0]?.message).toBe(sentence);
  });
});

describe('rights', () => {
  it('B2: nobody asks below answers of others, and only editors see, take, answer and close', async () => {
    for (const viewer of [team.owner, other.viewer, { ...team.viewer, teamId: other.id }]) await expect(ask(viewer)).rejects.toMatchObject({ code: 'not_found:message' });
    const id = await ask();
    await expect(listQuestions(team.viewer, open)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(countQuestions(team.viewer, 'open')).rejects.toMatchObject({ code: 'forbidden:role' });
    for (const attempt of [() => takeQuestion(team.viewer, id), () => giveBackQuestion(team.viewer, id), () => answerQuestion(team.viewer, id, answered()), () => closeQuestion(team.viewer, id, 'other')]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden:role' });
    }
    expect((await listQuestions(other.owner, open)).total).toBe(0);
    for (const attempt of [() => takeQuestion(other.owner, id), () => answerQuestion(other.owner, id, answered()), () => closeQuestion(other.owner, id, 'other'), () => withdrawQuestion(other.owner, id)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found:question' });
    }
    expect(await countUnread(other.owner)).toBe(0);
  });

  it('B8: whoever answers learns nothing of the chat', async () => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    const seen = JSON.stringify([await listQuestions(team.editor, open), await listNotifications(team.editor)]);
    for (const secret of [chatId, answerId, 'parking space', 'Title of', 'Your documents do not say', team.viewer.userId, team.viewer.email]) expect(seen).not.toContain(secret);
  });

  it('a source is named by who may see it, and shown to who may see it, at each look', async () => {
    const foreign = await addMarkdown(other, 'Foreign.md', leavePolicy, false);
    const id = await ask();
    await takeQuestion(team.editor, id);
    for (const source of [{ documentId: foreign.documentId }, { documentId: randomUUID() }]) {
      await expect(answerQuestion(team.editor, id, answered('See there.', [source]))).rejects.toMatchObject({ code: 'not_found:document' });
    }
    await expect(answerQuestion(team.editor, id, answered('See there.', [{ documentId: document.documentId, start: 0, end: 99_999 }]))).rejects.toMatchObject({ code: 'bad_request:span' });
    blind.set(team.editor.userId, []);
    await expect(answerQuestion(team.editor, id, answered('See there.', [{ documentId: document.documentId }]))).rejects.toMatchObject({ code: 'not_found:document' });
    blind.clear();
    await answerQuestion(team.editor, id, answered('See there.', [{ documentId: document.documentId, start: 0, end: 20 }]));

    expect((await asked())?.[0]?.sources).toMatchObject([{ documentName: 'Leave policy.md' }]);
    blind.set(team.viewer.userId, []);
    expect((await asked())?.[0]?.sources).toEqual([{ number: 1, documentId: '', versionId: '', documentName: 'A source you cannot see', start: 0, end: 0, quote: '', withheld: true }]);
    expect((await asked())?.[0]?.answer).toBe('See there.');
    blind.clear();
    const deletedAt = new Date();
    await db().document.update({ where: { id: document.documentId }, data: { deletedAt } });
    expect((await asked())?.[0]?.sources).toMatchObject([{ quote: '', sourceDeletedAt: deletedAt.toISOString() }]);
    await db().$transaction((tx) => redactMessages(tx, { id: document.documentId, teamId: team.id, deletedAt }));
    expect(await db().personAnswerSource.findFirstOrThrow({ where: { questionId: id } })).toMatchObject({ quote: '', heading: null, documentName: 'Deleted document' });
  });
});

describe('people who leave', () => {
  it.each([
    ['is removed', () => removePerson(team.owner, team.viewer.userId)],
    ['is shut out', () => disableAccount(team.owner, team.viewer.userId)],
  ])('nobody is asked to answer somebody who %s', async (_, leave) => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    await leave();
    expect((await listQuestions(team.editor, open)).total).toBe(0);
    expect(await countQuestions(team.editor, 'open')).toBe(0);
    await expect(answerQuestion(team.editor, id, answered())).rejects.toMatchObject({ code: 'not_found:question' });
  });

  it.each([
    ['is removed', () => removePerson(team.owner, team.editor.userId)],
    ['is shut out', () => disableAccount(team.owner, team.editor.userId)],
    ['may only read now', () => changeRole(team.owner, team.editor.userId, 'viewer')],
  ])('a question is free again when whoever took it %s', async (_, lose) => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    await lose();
    expect((await listQuestions(team.admin, open)).questions[0]?.taken).toBeUndefined();
    expect((await asked())?.[0]?.takenBy).toBeUndefined();
    await takeQuestion(team.admin, id);
    await answerQuestion(team.admin, id, answered());
    expect((await asked())?.[0]).toMatchObject({ state: 'answered', settled: { by: 'The admin' } });
  });

  it('an answer keeps the name of whoever gave it and left', async () => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    await answerQuestion(team.editor, id, answered());
    await removePerson(team.owner, team.editor.userId);
    expect((await asked())?.[0]).toMatchObject({ answer: 'The team does.', settled: { by: 'The editor' } });
  });
});

describe('the chat around it', () => {
  it('takes question, answer and notices along when it is deleted', async () => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    await deleteChat(team.viewer, chatId);
    await expect(answerQuestion(team.editor, id, answered())).rejects.toMatchObject({ code: 'not_found:question' });
    const again = await turn(team.viewer, 'And the bicycle?');
    const second = await ask(team.viewer, again.answerId);
    await takeQuestion(team.editor, second);
    await answerQuestion(team.editor, second, answered());
    await deleteChat(team.viewer, again.chatId);
    const where = { teamId: team.id };
    for (const count of [db().personQuestion.count({ where }), db().personAnswerSource.count({ where }), db().notification.count({ where })]) expect(await count).toBe(0);
  });

  it('is exported with what people answered, marked as theirs', async () => {
    const id = await ask();
    await takeQuestion(team.editor, id);
    await answerQuestion(team.editor, id, answered('The *team* does.\n\nAsk <b>early</b>.', [{ documentId: document.documentId }]));
    const written = new TextDecoder().decode((await exportChat(team.viewer, chatId, 'markdown')).bytes);
    expect(written).toContain('### Answered by The editor, a person, on ');
    expect(written).toContain('The \\*team\\* does.\n\nAsk \\<b\\>early\\</b\\>.');
    expect(written).toContain('- Leave policy.md');
    for (const format of ['docx', 'pdf'] as const) expect((await exportChat(team.viewer, chatId, format)).bytes.length).toBeGreaterThan(1_000);
  });

  it('is shared with what was answered by then, without note and ids, and as the reader may see it', async () => {
    const id = await ask();
    const share = await shareChat(team.viewer, chatId);
    await takeQuestion(team.editor, id);
    await answerQuestion(team.editor, id, answered('The team does.', [{ documentId: document.documentId }]));
    const shown = async () => (await readSharedChat(team.admin, share.id)).messages.at(-1)?.metadata?.askedPeople;
    expect(await shown()).toBeUndefined();
    expect((await readShare(team.viewer, chatId))?.upToDate).toBe(false);
    expect((await shareChat(team.viewer, chatId)).upToDate).toBe(true);
    expect(await shown()).toMatchObject([{ state: 'answered', answer: 'The team does.', settled: { by: 'The editor' }, sources: [{ documentName: 'Leave policy.md' }] }]);
    const told = JSON.stringify(await readSharedChat(team.admin, share.id));
    for (const secret of [id, 'Monday']) expect(told).not.toContain(secret);
    blind.set(team.admin.userId, []);
    expect((await shown())?.[0]?.sources).toMatchObject([{ withheld: true, documentName: 'A source you cannot see' }]);
  });
});
