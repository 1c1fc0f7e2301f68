import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addMarkdown, leavePolicy, travelPolicy } from '@/lib/ask/test-library';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { vote } from '@/lib/feedback/vote';
import { disableAccount } from '@/lib/people/disable-account';
import { removePerson } from '@/lib/people/remove-person';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { deleteChat } from '../delete-chat';
import { listChats } from '../list-chats';
import { readChat } from '../read-chat';
import { readCitation } from '../read-citation';
import { renameChat } from '../rename-chat';
import { resumeAnswer } from '../resume-answer';
import { startAnswer } from '../start-answer';
import { stopOwnAnswer } from '../stop-own-answer';
import { asks, type AskedTurn, contentOf } from '../test-asking';
import { endSharing } from './end-sharing';
import { listShare } from './list-share';
import { listSharedChats, shareFilter } from './list-shared-chats';
import { readShare } from './read-share';
import { readSharedChat } from './read-shared-chat';
import { shareChat } from './share-chat';

// Until groups exist everybody sees every collection: a reader who does not is made here.
const blind = vi.hoisted(() => new Map<string, string[]>());
vi.mock('@/lib/retrieval/reach', async (original) => {
  const real = await original<{ accessibleCollections: (viewer: Viewer) => Promise<string[]> }>();
  return { ...real, accessibleCollections: async (viewer: Viewer) => blind.get(viewer.userId) ?? (await real.accessibleCollections(viewer)) };
});

let team: TestTeam;
let other: TestTeam;
let asked: AskedTurn;
setUpTestDatabase();
beforeAll(async () => {
  other = await createTestTeam('Other team');
});
beforeEach(async () => {
  blind.clear();
  team = await createTestTeam();
  await addMarkdown(team, 'Leave policy.md', leavePolicy);
  asked = await asks(team.viewer, 'How many days of annual leave do full-time employees have?');
});

const missing = { code: 'not_found:chat' };
const actions = async () => (await db().auditEvent.findMany({ where: { teamId: team.id, targetType: 'chat' }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map((event) => event.action);

describe('a shared chat', () => {
  it('is read by the team as it stood, with the same text, numbers and quotes', async () => {
    const share = await shareChat(team.viewer, asked.chatId);
    await asks(team.viewer, 'When do I report sick?', asked.chatId);
    await renameChat(team.viewer, asked.chatId, 'A name for myself');
    const read = await readSharedChat(team.editor, share.id);
    expect(read).toMatchObject({ title: asked.chat.title, sharedBy: team.viewer.name });
    expect(read.ownChatId).toBeUndefined();
    expect(read.messages).toHaveLength(2);
    expect(contentOf(read.messages[1])).toMatchObject({ text: asked.text, citations: asked.citations });
    expect((await readSharedChat(team.viewer, share.id)).ownChatId).toBe(asked.chatId);

    expect(await readShare(team.viewer, asked.chatId)).toMatchObject({ id: share.id, messages: 2, upToDate: false });
    expect(await shareChat(team.viewer, asked.chatId)).toMatchObject({ id: share.id, messages: 4, upToDate: true });
    expect((await readSharedChat(team.editor, share.id)).messages).toHaveLength(4);
    // As far as one answer only.
    expect(await shareChat(team.viewer, asked.chatId, asked.answerId)).toMatchObject({ id: share.id, messages: 2, upToDate: false });
    expect(await actions()).toEqual(['chat.share', 'chat.update-share', 'chat.update-share']);
  });

  it('says in the list of chats that it is shared, and ends at once', async () => {
    expect(await listChats(team.viewer)).toMatchObject([{ id: asked.chatId, shared: false }]);
    const share = await shareChat(team.viewer, asked.chatId);
    expect(await listChats(team.viewer)).toMatchObject([{ id: asked.chatId, shared: true }]);
    await endSharing(team.viewer, asked.chatId);
    await endSharing(team.viewer, asked.chatId);
    await expect(readSharedChat(team.editor, share.id)).rejects.toMatchObject(missing);
    expect(await readShare(team.viewer, asked.chatId)).toBeUndefined();
    expect(await actions()).toEqual(['chat.share', 'chat.end-share']);
  });

  it('B2: is nothing to other teams, to whoever left, and to those who did not ask it', async () => {
    const share = await shareChat(team.viewer, asked.chatId);
    const [citation] = asked.citations;
    await expect(readSharedChat(other.owner, share.id)).rejects.toMatchObject(missing);
    await expect(readSharedChat({ ...team.viewer, teamId: other.id }, share.id)).rejects.toMatchObject(missing);
    await expect(readCitation(other.owner, citation?.id ?? '')).rejects.toMatchObject({ code: 'not_found:citation' });
    for (const attempt of [() => shareChat(team.owner, asked.chatId), () => endSharing(team.owner, asked.chatId), () => readShare(team.owner, asked.chatId)]) {
      await expect(attempt()).rejects.toMatchObject(missing);
    }
    expect((await readSharedChat(team.editor, share.id)).messages).toHaveLength(2);
  });

  it.each([
    ['is deleted', () => deleteChat(team.viewer, asked.chatId)],
    ['loses its owner, who is removed from the team', () => removePerson(team.owner, team.viewer.userId)],
    ['loses its owner, whose account is disabled', () => disableAccount(team.owner, team.viewer.userId)],
  ])('B7: opens no more when it %s', async (_, lose) => {
    const share = await shareChat(team.viewer, asked.chatId);
    const [citation] = asked.citations;
    expect(await readCitation(team.editor, citation?.id ?? '')).toMatchObject({ quote: citation?.quote });
    await lose();
    await expect(readSharedChat(team.editor, share.id)).rejects.toMatchObject(missing);
    await expect(readCitation(team.editor, citation?.id ?? '')).rejects.toMatchObject({ code: 'not_found:citation' });
  });

  it('B8: gives its readers nothing of the chat itself: no ids, no votes, no asking, stopping or following', async () => {
    await vote(team.viewer, asked.answerId, { value: -1, comment: 'said in private' });
    const share = await shareChat(team.viewer, asked.chatId);
    const told = JSON.stringify(await readSharedChat(team.editor, share.id));
    for (const secret of [asked.chatId, asked.answerId, asked.chat.messages[0]?.id ?? '', 'said in private', team.viewer.userId, team.viewer.email]) expect(told).not.toContain(secret);
    for (const attempt of [
      () => readChat(team.editor, asked.chatId),
      () => startAnswer(team.editor, { chatId: asked.chatId, regenerate: asked.answerId }),
      () => startAnswer(team.editor, { chatId: asked.chatId, message: { text: 'And now?' } }),
      () => stopOwnAnswer(team.editor, asked.chatId),
      () => resumeAnswer(team.editor, asked.chatId, asked.answerId),
    ]) {
      await expect(attempt()).rejects.toMatchObject(missing);
    }
    await expect(vote(team.editor, asked.answerId, { value: 1 })).rejects.toMatchObject({ code: 'not_found:message' });
    expect(await db().vote.count({ where: { messageId: asked.answerId } })).toBe(1);
  });

  it('B8: a footnote that is not among the shared turns opens for its owner only', async () => {
    await addMarkdown(team, 'Travel policy.md', travelPolicy);
    const later = await asks(team.viewer, 'What may a hotel room cost per night in Germany?', asked.chatId);
    await shareChat(team.viewer, asked.chatId, asked.answerId);
    const [shared, kept] = [asked.citations[0]?.id ?? '', later.citations[0]?.id ?? ''];
    expect((await readCitation(team.editor, shared)).siblings.map(({ id }) => id)).toEqual(asked.citations.map(({ id }) => id));
    expect((await readCitation(team.viewer, kept)).id).toBe(kept);
    await expect(readCitation(team.editor, kept)).rejects.toMatchObject({ code: 'not_found:citation' });
  });

  it('waits for an answer that is being written', async () => {
    await db().message.update({ where: { id: asked.answerId }, data: { status: 'running' } });
    await expect(shareChat(team.viewer, asked.chatId)).rejects.toMatchObject({ code: 'conflict:answer' });
    await expect(shareChat(team.viewer, asked.chatId, randomUUID())).rejects.toMatchObject({ code: 'not_found:message' });
  });
});

describe('sources of a shared chat', () => {
  it('B7: are withheld, words and all, from readers who may not see them', async () => {
    const share = await shareChat(team.viewer, asked.chatId);
    blind.set(team.editor.userId, []);
    const [mine] = asked.citations;
    const read = await readSharedChat(team.editor, share.id);
    const told = JSON.stringify(read);
    for (const secret of ['28 days', 'Leave policy', mine?.quote ?? '', mine?.documentId ?? '', mine?.versionId ?? '']) expect(told).not.toContain(secret);
    const { text, citations } = contentOf(read.messages[1]);
    expect(citations).toEqual(asked.citations.map(({ id, number }) => ({ id, number, documentId: '', versionId: '', documentName: 'A source you cannot see', start: 0, end: 0, quote: '', withheld: true })));
    expect(text).toContain('(from a source you cannot see)[^1]');
    expect(await readCitation(team.editor, mine?.id ?? '')).toMatchObject({ withheld: true, quote: '' });
    // A colleague with more rights sees more of the same link.
    expect(contentOf((await readSharedChat(team.admin, share.id)).messages[1]).text).toBe(asked.text);
  });

  it('B7: are no longer available from the moment they are deleted', async () => {
    const share = await shareChat(team.viewer, asked.chatId);
    const [mine] = asked.citations;
    await db().document.update({ where: { id: mine?.documentId }, data: { deletedAt: new Date() } });
    const { text, citations } = contentOf((await readSharedChat(team.editor, share.id)).messages[1]);
    expect(text).toContain('(the source is no longer available)[^1]');
    expect(text).not.toContain('28 days');
    expect(citations[0]).toMatchObject({ quote: '', sourceDeletedAt: expect.any(String) });
    expect(citations[0]?.withheld).toBeUndefined();
  });

  it('show the closest passages of a refusal only where the reader may see them', async () => {
    const refused = await asks(team.viewer, 'Who won the chess championship of 1972?', asked.chatId);
    expect(refused.citations).toEqual([]);
    const share = await shareChat(team.viewer, asked.chatId);
    const found = async () => (await readSharedChat(team.editor, share.id)).messages[3]?.parts.filter((part) => part.type === 'data-found').length;
    const seen = refused.chat.messages[3]?.parts.filter((part) => part.type === 'data-found').length;
    expect(await found()).toBe(seen);
    blind.set(team.editor.userId, []);
    expect(await found()).toBe(0);
  });
});

describe('the list of shared chats', () => {
  const listed = async (viewer: Viewer, query = '') => (await listSharedChats(viewer, shareFilter.parse({ query }))).shares.map(({ id }) => id);

  it('holds what colleagues have listed, with who shared it, and not the own', async () => {
    const share = await shareChat(team.viewer, asked.chatId);
    expect(share.listed).toBe(false);
    expect(await listed(team.editor)).toEqual([]);
    await listShare(team.viewer, asked.chatId, true);
    expect((await readShare(team.viewer, asked.chatId))?.listed).toBe(true);
    expect(await listSharedChats(team.editor, shareFilter.parse({}))).toEqual({
      total: 1,
      shares: [{ id: share.id, title: asked.chat.title, sharedBy: team.viewer.name, sharedAt: share.sharedAt, messages: 2 }],
    });
    expect(await listed(team.viewer)).toEqual([]);
    // Bringing it up to date leaves it where it is.
    expect((await shareChat(team.viewer, asked.chatId)).listed).toBe(true);
    await listShare(team.viewer, asked.chatId, false);
    await listShare(team.viewer, asked.chatId, false);
    expect(await listed(team.editor)).toEqual([]);
    expect((await readSharedChat(team.editor, share.id)).id).toBe(share.id);
    expect(await actions()).toEqual(['chat.share', 'chat.list-share', 'chat.update-share', 'chat.unlist-share']);
  });

  it.each([
    ['annual LEAVE', 1],
    ['viewer annual', 1],
    ['%', 0],
    ['parking', 0],
  ])('is searched by title and name: %j', async (query, expected) => {
    await shareChat(team.viewer, asked.chatId, undefined, true);
    expect(await listed(team.editor, query)).toHaveLength(expected);
  });

  it('B2: is nothing to other teams, and nobody lists a chat of somebody else', async () => {
    await expect(listShare(team.viewer, asked.chatId, true)).rejects.toMatchObject(missing);
    await shareChat(team.viewer, asked.chatId, undefined, true);
    expect(await listed(other.owner)).toEqual([]);
    for (const viewer of [team.owner, other.owner]) await expect(listShare(viewer, asked.chatId, false)).rejects.toMatchObject(missing);
    expect(await listed(team.editor)).toHaveLength(1);
  });

  it.each([
    ['the link ends', () => endSharing(team.viewer, asked.chatId)],
    ['the chat is deleted', () => deleteChat(team.viewer, asked.chatId)],
    ['its owner is removed', () => removePerson(team.owner, team.viewer.userId)],
    ['its owner is shut out', () => disableAccount(team.owner, team.viewer.userId)],
  ])('B7: holds it no more when %s', async (_, lose) => {
    await shareChat(team.viewer, asked.chatId, undefined, true);
    expect(await listed(team.editor)).toHaveLength(1);
    await lose();
    expect(await listed(team.editor)).toEqual([]);
  });
});
