import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { addMarkdown, leavePolicy } from '@/lib/ask/test-library';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { vote } from '@/lib/feedback/vote';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { deleteChat } from './delete-chat';
import { listChats } from './list-chats';
import { readChat } from './read-chat';
import { readCitation } from './read-citation';
import { recoverAnswers } from './recover-answers';
import { renameChat } from './rename-chat';
import { resumeAnswer } from './resume-answer';
import { drainAnswers, followAnswer } from './running-answers';
import { askRequest, startAnswer } from './start-answer';
import { stopOwnAnswer } from './stop-own-answer';
import { suggestQuestions } from './suggest-questions';
import { switchBranch } from './switch-branch';
import { asks, collect, contentOf, streamedContent } from './test-asking';

let llm: FakeLlm;
let team: TestTeam;
let stranger: TestTeam;
setUpTestDatabase();
beforeAll(async () => {
  llm = await startFakeLlm();
  team = await createTestTeam();
  stranger = await createTestTeam('Other team');
  await addMarkdown(team, 'Leave policy.md', leavePolicy);
});
afterAll(() => llm.close());

const question = 'How many days of annual leave do full-time employees have?';

/** Starts an answer that stands still after its first words until `go` is called. */
async function startHeld(chatId: string = randomUUID()) {
  await saveModelSetting(team.admin, { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake', apiKey: undefined });
  const gate = Promise.withResolvers<void>();
  llm.script({ text: ['28 days [1]. ', 'Then more [1].'], hold: { at: 1, until: gate.promise } });
  const answerId = await startAnswer(team.viewer, { chatId, message: { text: question } });
  const stream = followAnswer(chatId);
  const reader = stream?.getReader();
  for (let next = await reader?.read(); next && !next.done && next.value.type !== 'text-delta'; next = await reader?.read());
  return { chatId, answerId, reader, go: () => gate.resolve() };
}

async function useBuiltIn() {
  await saveModelSetting(team.admin, { provider: 'extractive', baseUrl: undefined, model: undefined, apiKey: undefined });
}

describe('an answer that is being written', () => {
  it('K4: goes on when its reader leaves, and is followed again from its first piece', async () => {
    const { chatId, answerId, reader, go } = await startHeld();
    await reader?.cancel();
    expect((await readChat(team.viewer, chatId)).running).toBe(true);
    const again = collect(await resumeAnswer(team.viewer, chatId));
    const other = collect(await resumeAnswer(team.viewer, chatId));
    go();
    const chunks = await again;
    expect(chunks[0]).toMatchObject({ type: 'start', messageId: answerId });
    expect(streamedContent(chunks).text).toBe('28 days[^1]. Then more[^1].');
    expect(await other).toEqual(chunks);
    const chat = await readChat(team.viewer, chatId);
    expect(contentOf(chat.messages.at(-1)).text).toBe('28 days[^1]. Then more[^1].');
    expect(chat.running).toBe(false);
    // Nothing is being written any more: a page that still waits gets the answer as it ended, all others nothing.
    expect(await resumeAnswer(team.viewer, chatId)).toBeUndefined();
    const late = streamedContent(await collect(await resumeAnswer(team.viewer, chatId, answerId)));
    expect(late).toEqual(JSON.parse(JSON.stringify(streamedContent(chunks))));
  });

  it('is saved each second while it runs', async () => {
    const { answerId, go, reader } = await startHeld();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const row = await db().message.findUniqueOrThrow({ where: { id: answerId }, include: { citations: true } });
    expect(row).toMatchObject({ status: 'running', text: '28 days[^1].' });
    expect(row.citations).toHaveLength(1);
    expect(row.heartbeatAt).not.toBeNull();
    go();
    while (!(await reader?.read())?.done);
  });

  it('stops when its person says so, and keeps its text', async () => {
    const { chatId, answerId, go } = await startHeld();
    await stopOwnAnswer(team.viewer, chatId);
    const row = await db().message.findUniqueOrThrow({ where: { id: answerId }, include: { citations: true } });
    expect(row).toMatchObject({ status: 'stopped', text: '28 days[^1].' });
    expect(row.citations).toHaveLength(1);
    expect(await resumeAnswer(team.viewer, chatId)).toBeUndefined();
    go();
  });

  it('B8: is closed to everyone else: reading, following, stopping, voting, asking on', async () => {
    const { chatId, answerId, go, reader } = await startHeld();
    const missing = randomUUID();
    for (const other of [team.owner, team.admin, team.editor, stranger.viewer, stranger.admin]) {
      for (const id of [chatId, missing]) {
        const refused = { code: 'not_found:chat', message: 'This chat does not exist, or you do not have access to it.' };
        await expect(readChat(other, id)).rejects.toMatchObject(refused);
        await expect(resumeAnswer(other, id)).rejects.toMatchObject(refused);
        await expect(resumeAnswer(other, id, answerId)).rejects.toMatchObject(refused);
        await expect(stopOwnAnswer(other, id)).rejects.toMatchObject(refused);
        await expect(switchBranch(other, id, answerId)).rejects.toMatchObject(refused);
        await expect(renameChat(other, id, 'Mine')).rejects.toMatchObject(refused);
        await expect(deleteChat(other, id)).rejects.toMatchObject(refused);
        await expect(startAnswer(other, { chatId: id, regenerate: answerId })).rejects.toMatchObject(refused);
      }
      await expect(startAnswer(other, { chatId, message: { text: 'What did they ask?' } })).rejects.toMatchObject({ code: 'not_found:chat' });
      await expect(vote(other, answerId, { value: 1 })).rejects.toMatchObject({ code: 'not_found:message' });
    }
    go();
    while (!(await reader?.read())?.done);
    const chat = await readChat(team.viewer, chatId);
    expect(contentOf(chat.messages.at(-1)).text).toBe('28 days[^1]. Then more[^1].');
    expect(chat.messages.at(-1)?.metadata?.status).toBe('complete');
  });

  it('keeps a second question waiting its turn', async () => {
    const { chatId, go, reader } = await startHeld();
    await expect(startAnswer(team.viewer, { chatId, message: { text: 'And?' } })).rejects.toMatchObject({ code: 'conflict:answer', status: 409 });
    go();
    while (!(await reader?.read())?.done);
  });

  it('ends quietly when its chat is deleted', async () => {
    const { chatId, go } = await startHeld();
    await deleteChat(team.viewer, chatId);
    expect(await db().message.count({ where: { chatId } })).toBe(0);
    go();
  });

  it('J2: becomes interrupted, with its text, when its process has died', async () => {
    await useBuiltIn();
    const { chatId, answerId } = await asks(team.viewer, question);
    await db().$executeRaw`UPDATE message SET status = 'running', heartbeat_at = (now() AT TIME ZONE 'utc') - interval '14 seconds' WHERE id = ${answerId}`;
    await recoverAnswers(true);
    expect((await readChat(team.viewer, chatId)).running).toBe(true);
    await db().$executeRaw`UPDATE message SET heartbeat_at = (now() AT TIME ZONE 'utc') - interval '16 seconds' WHERE id = ${answerId}`;
    await recoverAnswers(true);
    const message = (await readChat(team.viewer, chatId)).messages.at(-1);
    expect(message?.metadata?.status).toBe('interrupted');
    expect(contentOf(message).text).toContain('28 days of annual leave');
    expect(contentOf(message).notices.at(-1)?.message).toBe('Answer interrupted.');
  });
});

describe('J2: a portal that is told to stop', () => {
  afterEach(() => {
    (globalThis as { footnoteAnswersDraining?: boolean }).footnoteAnswersDraining = false;
  });

  it('lets answers come to their end, and begins no more', async () => {
    const { chatId, go } = await startHeld();
    const drained = drainAnswers(60_000);
    await expect(startAnswer(team.viewer, { chatId: randomUUID(), message: { text: question } })).rejects.toMatchObject({ code: 'unavailable:portal', status: 503 });
    go();
    await drained;
    const message = (await readChat(team.viewer, chatId)).messages.at(-1);
    expect(message?.metadata?.status).toBe('complete');
    expect(contentOf(message).text).toBe('28 days[^1]. Then more[^1].');
  });

  it('interrupts what takes too long, and keeps its text', async () => {
    const { chatId, go } = await startHeld();
    await drainAnswers(0);
    const message = (await readChat(team.viewer, chatId)).messages.at(-1);
    expect(message?.metadata?.status).toBe('interrupted');
    expect(contentOf(message)).toMatchObject({ text: '28 days[^1].', notices: [{ code: 'unavailable:answer', message: 'Answer interrupted.' }] });
    go();
  });
});

describe('chats', () => {
  beforeAll(useBuiltIn);

  it('keep every version: edits and regenerated answers are siblings, and one path is shown', async () => {
    const first = await asks(team.viewer, question);
    const [asked] = first.chat.messages;
    const again = await startAnswer(team.viewer, { chatId: first.chatId, regenerate: first.answerId });
    await collect(followAnswer(first.chatId));
    let chat = await readChat(team.viewer, first.chatId);
    expect(chat.messages.map((message) => message.id)).toEqual([asked?.id, again]);
    expect(chat.messages[1]?.metadata?.siblings).toEqual([first.answerId, again]);

    await startAnswer(team.viewer, { chatId: first.chatId, message: { id: 'edited-question-1', text: 'How do I report sick?' }, parentId: null });
    await collect(followAnswer(first.chatId));
    chat = await readChat(team.viewer, first.chatId);
    expect(chat.messages[0]?.metadata).toMatchObject({ siblings: [asked?.id, 'edited-question-1'], parentId: null });
    expect(contentOf(chat.messages[1]).text).toContain('before nine');

    expect((await readChat(team.viewer, first.chatId, { through: first.answerId })).messages[1]?.id).toBe(first.answerId);
    await switchBranch(team.viewer, first.chatId, asked?.id ?? '');
    expect((await readChat(team.viewer, first.chatId)).messages.map((message) => message.id)).toEqual([asked?.id, again]);
    const regeneratedFromQuestion = await startAnswer(team.viewer, { chatId: first.chatId, regenerate: asked?.id ?? '' });
    await collect(followAnswer(first.chatId));
    expect((await readChat(team.viewer, first.chatId)).leafId).toBe(regeneratedFromQuestion);
  });

  it('a parent or an answer of another chat is as good as missing', async () => {
    const mine = await asks(team.viewer, question);
    const other = await asks(team.editor, question);
    for (const foreign of [other.answerId, randomUUID()]) {
      await expect(startAnswer(team.viewer, { chatId: mine.chatId, message: { text: 'And?' }, parentId: foreign })).rejects.toMatchObject({ code: 'not_found:message' });
      await expect(startAnswer(team.viewer, { chatId: mine.chatId, regenerate: foreign })).rejects.toMatchObject({ code: 'not_found:message' });
      await expect(switchBranch(team.viewer, mine.chatId, foreign)).rejects.toMatchObject({ code: 'not_found:message' });
    }
    // An id that another chat uses is replaced, and nobody learns of it.
    const taken = other.chat.messages[0]?.id;
    await startAnswer(team.viewer, { chatId: mine.chatId, message: { id: taken, text: 'And?' } });
    await collect(followAnswer(mine.chatId));
    expect((await readChat(team.editor, other.chatId)).messages).toHaveLength(2);
    expect((await readChat(team.viewer, mine.chatId)).messages).toHaveLength(4);
  });

  it('have a title from their first question, and are found by title and by what was said', async () => {
    const person = (await createTestTeam()).viewer;
    const long = await asks(person, `Where is the ${'very '.repeat(20)}long 100% proof_reading list kept?`);
    const short = await asks(person, 'Who may approve?');
    expect((await listChats(person)).map((chat) => chat.id)).toEqual([short.chatId, long.chatId]);
    expect(long.chat.title).toMatch(/^Where is the very .{10,60}very…$/);
    expect((await listChats(person, 'PROOF list')).map((chat) => chat.id)).toEqual([long.chatId]);
    expect((await listChats(person, '100%')).map((chat) => chat.id)).toEqual([long.chatId]);
    expect(await listChats(person, 'o%e')).toEqual([]);
    expect(await listChats(person, 'proof-reading')).toEqual([]);
    await renameChat(person, short.chatId, 'Approvals');
    expect((await listChats(person, 'approvals')).map((chat) => chat.title)).toEqual(['Approvals']);
    await deleteChat(person, short.chatId);
    expect(await listChats(person)).toHaveLength(1);
  });

  it.each([
    ['', 'bad_request:question'],
    [' \n\t\u200b\u{e0041} ', 'bad_request:question'],
    ['a'.repeat(8_001), 'too_large:question'],
    ['a'.repeat(50_000), 'too_large:question'],
  ])('refuse a question that is none, with a sentence: %#', async (text, code) => {
    const chatId = randomUUID();
    await expect(startAnswer(team.viewer, { chatId, message: { text } })).rejects.toMatchObject({ code });
    expect(await db().chat.count({ where: { id: chatId } })).toBe(0);
  });

  it('I1, P2: take any text as a question, without what nobody can see', async () => {
    for (const text of ['a'.repeat(8_000), '\0\ud800<script>alert(1)</script> ![x](http://evil.example/x) [1]', 'tags\u{e0041}\u202e here', '👩‍👩‍👧 family?']) {
      const { status, chat } = await asks(team.viewer, text);
      expect(status).toBe('complete');
      expect(contentOf(chat.messages[0]).text).not.toMatch(/[\0\u202e\u{e0041}]/u);
    }
    const { chat } = await asks(team.viewer, '👩‍👩‍👧 family?');
    expect(contentOf(chat.messages[0]).text).toBe('👩‍👩‍👧 family?');
  });

  it.each([{}, { chatId: 'x', message: { text: 'a' } }, { chatId: randomUUID() }, { chatId: randomUUID(), message: { text: 5 } }, { chatId: randomUUID(), regenerate: { a: 1 } }, [], null])(
    'P2: refuse what is no request: %j',
    (body) => {
      expect(askRequest.safeParse(body).success).toBe(false);
    },
  );
});

describe('citations', () => {
  beforeAll(useBuiltIn);

  it('are read by the owner of the chat, and by admins where the answer was voted on', async () => {
    const { citations, answerId } = await asks(team.viewer, question);
    const [citation] = citations;
    const id = citation?.id ?? '';
    expect(await readCitation(team.viewer, id)).toEqual({ ...citation, siblings: citations });
    for (const other of [team.editor, team.admin, stranger.admin]) await expect(readCitation(other, id)).rejects.toMatchObject({ code: 'not_found:citation' });
    await vote(team.viewer, answerId, { value: -1 });
    expect(await readCitation(team.admin, id)).toMatchObject({ quote: citation?.quote });
    for (const other of [team.editor, stranger.admin]) await expect(readCitation(other, id)).rejects.toMatchObject({ code: 'not_found:citation' });
  });
});

describe('suggested questions', () => {
  it('are drawn from the documents of the team, and counted', async () => {
    expect(await suggestQuestions(stranger.viewer)).toEqual({ questions: [], documents: 0, collections: 0, reading: 0 });
    const asked = await createTestTeam();
    await addMarkdown(asked, 'Handbook.md', '# Handbook\n\n## Who do I call at night?\n\nCall the night desk.\n\n## Parking places\n\nPark behind the house.\n');
    const [collection] = await db().collection.findMany({ where: { teamId: asked.viewer.teamId } });
    await db().document.create({
      data: { teamId: asked.viewer.teamId, collectionId: collection?.id ?? '', name: 'On its way.md', format: 'markdown', sizeBytes: 1, uploadedById: asked.viewer.userId },
    });
    const { questions, ...counts } = await suggestQuestions(asked.viewer);
    expect(counts).toEqual({ documents: 1, collections: 1, reading: 1 });
    expect(questions).toEqual(['Who do I call at night?', 'What does “Handbook” say about parking places?']);
    expect((await asks(asked.viewer, questions[1] ?? '')).text).toContain('behind the house');
  });
});
