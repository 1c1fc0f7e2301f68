// Check B2, for every route in the access table: real ids of one team in the hands of everybody who must not use them.
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Access, accessTable } from '@/lib/auth/access-table';
import { requestAs } from '@/lib/auth/test-request';
import { hasRole, type Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { passageKey } from '@/lib/ingest/notes/note-key';
import { replacePassages } from '@/lib/retrieval/passage-store';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';

vi.mock('next/headers', () => ({ cookies: async () => ({ set() {}, get() {} }), headers: async () => new Headers() }));
vi.mock('@/lib/auth/auth', () => ({ signInWithPassword: async () => {} }));

/** Stands in every text that belongs to the attacked team. */
const canary = 'CANARY-7f3a';

type Victim = TestTeam & Record<'documentId' | 'versionId' | 'chatId' | 'questionId' | 'answerId' | 'shareId' | 'folderId' | 'citationId' | 'voteId' | 'invitationId' | 'entryId' | 'importId' | 'editId' | 'personQuestionId', string>;
type Sample = { params?: Record<string, string>; query?: string; body?: unknown };

let victim: Victim;
let other: TestTeam;
/** The same shape with ids that nothing has. */
let nothing: Victim;
let exMember: Viewer;
let disabled: Viewer;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  const team = await createTestTeam(`Team ${canary}`);
  victim = { ...team, ...(await fill(team)) };
  const madeUp = (viewer: Viewer): Viewer => ({ ...viewer, userId: randomUUID(), sessionId: randomUUID() 
});
  nothing = {
    id: randomUUID(), collectionId: randomUUID(), documentId: randomUUID(), versionId: randomUUID(), chatId: randomUUID(), questionId: randomUUID(),
    answerId: randomUUID(), shareId: randomUUID(), folderId: randomUUID(), citationId: randomUUID(), voteId: randomUUID(), invitationId: randomUUID(), entryId: randomUUID(), importId: randomUUID(), editId: randomUUID(), personQuestionId: randomUUID(),
    owner: madeUp(team.owner), admin: madeUp(team.admin), editor: madeUp(team.editor), viewer: madeUp(team.viewer),
  };
  other = await createTestTeam('Other');
  exMember = (await createTestTeam('Former')).owner;
  disabled = (await createTestTeam('Disabled')).owner;
  await db().membership.create({ data: { teamId: victim.id, userId: disabled.userId, role: 'owner' } });
  await db().user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } });
  await db().session.update({ where: { id: exMember.sessionId }, data: { teamId: victim.id } });
});
afterAll(() => stopJobs());

async function fill(team: TestTeam) {
  const teamId = team.id;
  const uploadedById = team.editor.userId;
  const document = await db().document.create({
    data: { teamId, collectionId: team.collectionId, name: `${canary}.txt`, format: 'text', state: 'ready', sizeBytes: 11, uploadedById },
  });
  const version = await db().documentVersion.create({
    data: { documentId: document.id, teamId, number: 1, fileName: `${canary}.txt`, sha256: 'a'.repeat(64), sizeBytes: 11, uploadedById, text: canary, blocks: [], pages: [] },
  });
  await db().document.update({ where: { id: document.id }, data: { currentVersionId: version.id } });
  const embedding = Float32Array.from({ length: 384 }, (_, n) => (n === 0 ? 1 : 0));
  const passage = { ordinal: 0, start: 0, end: 11, text: `${canary} zephyrine`, context: `${canary} zephyrine`, tokens: 3, embedding };
  await db().$transaction((tx) =>
    replacePassages(tx, { teamId, collectionId: team.collectionId, documentId: document.id, versionId: version.id, passages: [passage] }),
  );
  await db().passageNote.create({
    data: { teamId, documentId: document.id, passageKey: passageKey({ context: passage.context, words: passage.text }), contentKey: 'none', model: 'none', sentence: canary },
  });
  const chat = await db().chat.create({ data: { teamId, userId: team.viewer.userId, title: canary } });
  const question = await db().message.create({ data: { chatId: chat.id, teamId, author: 'person', text: canary } });
  const answer = await db().message.create({ data: { chatId: chat.id, teamId, parentId: question.id, author: 'footnote', text: `${canary} [^1]` } });
  await db().chat.update({ where: { id: chat.id }, data: { leafId: answer.id } });
  const folder = await db().chatFolder.create({ data: { teamId, userId: team.viewer.userId, name: canary, chats: { connect: { id: chat.id } } } });
  const share = await db().sharedChat.create({ data: { teamId, chatId: chat.id, title: canary, messageIds: [question.id, answer.id] } });
  const citation = await db().citation.create({
    data: { messageId: answer.id, teamId, number: 1, documentId: document.id, versionId: version.id, start: 0, end: 11, quote: canary, documentName: `${canary}.txt` },
  });
  const vote = await db().vote.create({ data: { messageId: answer.id, teamId, userId: team.viewer.userId, value: -1, comment: canary } });
  const invitation = await db().invitation.create({
    data: { teamId, role: 'viewer', email: `${canary}@example.com`, tokenHash: randomUUID(), createdById: team.admin.userId, expiresAt: new Date(Date.now() + 86_400_000) },
  });
  const entry = await db().glossaryEntry.create({ data: { teamId, term: canary, synonyms: ['zephyrine'], keys: ['canary 7f3a', 'zephyrine'], termKey: 'canary 7f3a' } });
  // Made for a version that is no longer the current one: a conflict that waits for a decision.
  const edit = await db().passageEdit.create({
    data: { teamId, documentId: document.id, base: canary, occurrence: 0, pieces: [], versionId: randomUUID(), start: 0, asRead: [], editedById: team.editor.userId },
  });
  const source = await db().importSource.create({
    data: { teamId, collectionId: team.collectionId, kind: 'site', address: `https://${canary}.example/`, pageLimit: 10, state: 'running', heartbeatAt: new Date(), startedById: uploadedById },
  });
  await db().importItem.create({ data: { importId: source.id, teamId, address: `https://${canary}.example/gone`, state: 'gone', documentId: document.id } });
  const asked = await db().personQuestion.create({
    data: { teamId, messageId: answer.id, openFor: answer.id, askedById: team.viewer.userId, question: canary, note: canary, takenById: team.editor.userId, takenAt: new Date() },
  });
  await db().notification.create({ data: { teamId, userId: team.viewer.userId, kind: 'question-answered', event: canary, questionId: asked.id, chatId: chat.id } });
  return {
    personQuestionId: asked.id, importId: source.id, documentId: document.id, versionId: version.id, chatId: chat.id, questionId: question.id, answerId: answer.id,
    shareId: share.id, folderId: folder.id, citationId: citation.id, voteId: vote.id, invitationId: invitation.id, entryId: entry.id, editId: edit.id,
  };
}

/** What an attacker would send, with the victim's real ids. A route that takes an id must have its line here. */
const samples: Partial<Record<keyof typeof accessTable, (v: Victim) => Sample>> = {
  'DELETE /api/account/sessions/[id]': (v) => ({ params: { id: v.owner.sessionId } }),
  'DELETE /api/chat-folders/[id]': (v) => ({ params: { id: v.folderId } }),
  'DELETE /api/chats/[id]': (v) => ({ params: { id: v.chatId } }),
  'DELETE /api/chats/[id]/share': (v) => ({ params: { id: v.chatId } }),
  'DELETE /api/collections/[id]': (v) => ({ params: { id: v.collectionId }, query: `moveTo=${v.collectionId}`, body: {} }),
  'DELETE /api/documents/[id]': (v) => ({ params: { id: v.documentId } }),
  'DELETE /api/glossary/[id]': (v) => ({ params: { id: v.entryId } }),
  'DELETE /api/imports/[id]': (v) => ({ params: { id: v.importId } }),
  'DELETE /api/imports/[id]/gone': (v) => ({ params: { id: v.importId } }),
  'DELETE /api/invitations/[id]': (v) => ({ params: { id: v.invitationId } }),
  'DELETE /api/messages/[id]/vote': (v) => ({ params: { id: v.answerId } }),
  'DELETE /api/people/[id]': (v) => ({ params: { id: v.viewer.userId } }),
  'DELETE /api/questions/[id]': (v) => ({ params: { id: v.personQuestionId } }),
  'DELETE /api/questions/[id]/taking': (v) => ({ params: { id: v.personQuestionId } }),
  'DELETE /api/teams/[id]/membership': (v) => ({ params: { id: v.id } }),
  'GET /api/chat/[id]/stream': (v) => ({ params: { id: v.chatId } }),
  'GET /api/chats': () => ({ query: `q=${canary}` }),
  'GET /api/chats/[id]': (v) => ({ params: { id: v.chatId } }),
  'GET /api/chats/[id]/export': (v) => ({ params: { id: v.chatId }, query: 'format=markdown' }),
  'GET /api/chats/[id]/share': (v) => ({ params: { id: v.chatId } }),
  'GET /api/citations/[id]': (v) => ({ params: { id: v.citationId } }),
  'GET /api/collections/[id]/notes': (v) => ({ params: { id: v.collectionId } }),
  'GET /api/documents': (v) => ({ query: `search=&collectionId=${v.collectionId}` }),
  'GET /api/documents/[id]': (v) => ({ params: { id: v.documentId } }),
  'GET /api/documents/[id]/affected-answers': (v) => ({ params: { id: v.documentId } }),
  'GET /api/documents/[id]/file': (v) => ({ params: { id: v.documentId }, query: `version=${v.versionId}` }),
  'GET /api/documents/[id]/versions/[version]/changes': (v) => ({ params: { id: v.documentId, version: v.versionId }, query: 'start=0&end=6' }),
  'GET /api/documents/[id]/versions/[version]/content': (v) => ({ params: { id: v.documentId, version: v.versionId } }),
  'GET /api/feedback/[id]': (v) => ({ params: { id: v.voteId } }),
  'GET /api/imports/[id]': (v) => ({ params: { id: v.importId } }),
  'GET /api/messages/[id]/explanation': (v) => ({ params: { id: v.answerId }, query: `document=${v.documentId}` }),
  'GET /api/messages/[id]/making': (v) => ({ params: { id: v.answerId } }),
  'GET /api/retrieval-test': () => ({ query: 'q=zephyrine' }),
  'GET /api/retrieval-test/documents/[id]': (v) => ({ params: { id: v.documentId }, query: 'q=zephyrine' }),
  'GET /api/search': () => ({ query: 'q=zephyrine&mode=keyword' }),
  'GET /api/shared/[id]': (v) => ({ params: { id: v.shareId } }),
  'GET /api/shared/[id]/export': (v) => ({ params: { id: v.shareId }, query: 'format=markdown' }),
  'PATCH /api/chat-folders/[id]': (v) => ({ params: { id: v.folderId }, body: { name: 'Taken' } }),
  'PATCH /api/chats/[id]': (v) => ({ params: { id: v.chatId }, body: { title: 'Taken', pinned: true, folderId: v.folderId } }),
  'PATCH /api/chats/[id]/share': (v) => ({ params: { id: v.chatId }, body: { listed: true } }),
  'PATCH /api/collections/[id]': (v) => ({ params: { id: v.collectionId }, body: { name: 'Taken' } }),
  'PATCH /api/documents/[id]': (v) => ({ params: { id: v.documentId }, body: { name: 'Taken.txt' } }),
  'PATCH /api/glossary/[id]': (v) => ({ params: { id: v.entryId }, body: { term: 'Taken', synonyms: ['taken over'] } }),
  'PATCH /api/people/[id]': (v) => ({ params: { id: v.editor.userId }, body: { role: 'viewer' } }),
  'PATCH /api/people/[id]/account': (v) => ({ params: { id: v.editor.userId }, body: { enabled: false } }),
  'POST /api/chat': (v) => ({ body: { chatId: v.chatId, message: { text: 'What is it?' }, parentId: v.answerId } }),
  'POST /api/chat/[id]/stop': (v) => ({ params: { id: v.chatId } }),
  'POST /api/collections/[id]/notes': (v) => ({ params: { id: v.collectionId }, body: { action: 'retry' } }),
  'POST /api/documents/[id]/acceptance': (v) => ({ params: { id: v.documentId }, body: { versionId: v.versionId } }),
  'POST /api/documents/[id]/passages': (v) => ({ params: { id: v.documentId }, body: { action: 'switch-off', versionId: v.versionId, start: 0, end: 11 } }),
  'POST /api/documents/[id]/passages/conflicts': (v) => ({ params: { id: v.documentId }, body: { editId: v.editId, settlement: 'take-new' } }),
  'POST /api/documents/[id]/passages/notes': (v) => ({ params: { id: v.documentId }, body: { decision: 'revert', versionId: v.versionId } }),
  'POST /api/documents/[id]/passages/notes/retry': (v) => ({ params: { id: v.documentId } }),
  'POST /api/documents/[id]/reindex': (v) => ({ params: { id: v.documentId } }),
  'POST /api/documents/[id]/restore': (v) => ({ params: { id: v.documentId } }),
  'POST /api/documents/bulk': (v) => ({ body: { action: 'delete', ids: [v.documentId] } }),
  'POST /api/imports': (v) => ({ body: { kind: 'page', url: 'https://example.com/', collectionId: v.collectionId } }),
  'POST /api/imports/[id]/run': (v) => ({ params: { id: v.importId } }),
  'POST /api/imports/[id]/stop': (v) => ({ params: { id: v.importId } }),
  'POST /api/messages/[id]/question': (v) => ({ params: { id: v.answerId }, body: { question: 'What is it?' } }),
  'POST /api/people/[id]/reset-link': (v) => ({ params: { id: v.viewer.userId } }),
  'PUT /api/chats/[id]/leaf': (v) => ({ params: { id: v.chatId }, body: { messageId: v.questionId } }),
  'PUT /api/chats/[id]/share': (v) => ({ params: { id: v.chatId }, body: { through: v.answerId } }),
  'PUT /api/collections/[id]/notes': (v) => ({ params: { id: v.collectionId }, body: { on: false } }),
  'PUT /api/messages/[id]/vote': (v) => ({ params: { id: v.answerId }, body: { value: 1 } }),
  'PUT /api/questions/[id]/answer': (v) => ({ params: { id: v.personQuestionId }, body: { text: 'Taken over.' } }),
  'PUT /api/questions/[id]/closing': (v) => ({ params: { id: v.personQuestionId }, body: { reason: 'duplicate' } }),
  'PUT /api/questions/[id]/taking': (v) => ({ params: { id: v.personQuestionId }, body: { over: true } }),
  'PUT /api/session': (v) => ({ body: { teamId: v.id } }),
};

/** Ids that are no secret in themselves but open nothing without the token or password beside them. */
const byToken = new Set<string>(['POST /api/join/[token]', 'POST /api/reset/[token]']);

const routes = Object.entries(accessTable)
  .map(([way, access]) => {
    const [method = '', address = ''] = way.split(' ');
    return { way, method, address, access };
  })
  .filter(({ method }) => method !== 'page' && method !== 'job');

const guarded = routes.filter(({ access }) => access !== 'anyone');
/** The other routes are about the sender's own team: there is nothing foreign to refuse. */
const withForeignIds = guarded.filter(({ way, address }) => address.includes('[') || ['POST /api/documents/bulk', 'POST /api/chat', 'POST /api/imports', 'PUT /api/session'].includes(way));
const lists = guarded.filter(({ way, method }) => method === 'GET' && !withForeignIds.some((other) => other.way === way));

/** Routes that say no in their own way: nothing is streaming; it is too late to undo. */
const refusals = new Map([
  ['GET /api/chat/[id]/stream', [204, 404]],
  ['POST /api/documents/[id]/restore', [409]],
]);

function lowerThan(access: Access): Role[] {
  if (access === 'anyone' || access === 'signed-in' || access === 'worker') return [];
  return (['viewer', 'editor', 'admin'] satisfies Role[]).filter((role) => !hasRole({ role }, access));
}

type Handlers = Record<string, (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>>;

async function send(way: string, viewer: Viewer | undefined, target = victim): Promise<{ status: number; text: string }> {
  const [method = '', address = ''] = way.split(' ');
  const sample = samples[way as keyof typeof accessTable]?.(target) ?? {};
  const handlers = (await import(/* @vite-ignore */ path.resolve(import.meta.dirname, `${address.replace('/api/', '')}/route.ts`))) as Handlers;
  const body = sample.body ?? (method === 'GET' ? undefined : {});
  const url = Object.entries(sample.params ?? {}).reduce((text, [name, value]) => text.replace(`[${name}]`, value), address);
  const request = await requestAs(viewer, method, `${url}${sample.query ? `?${sample.query}` : ''}`, body);
  const answer = await handlers[method]?.(request, { params: Promise.resolve(sample.params ?? {}) });
  if (!answer) throw new Error(`${way} has no handler`);
  return { status: answer.status, text: answer.body ? await answer.text() : '' };
}

const codeOf = (text: string) => (text ? (JSON.parse(text) as { error?: { code: string } }).error?.code : undefined);

/** One hash over everything that a refused request must leave as it is. */
async function fingerprint(): Promise<string> {
  const tables = ['team', '"user"', 'membership', 'invitation', 'password_reset', 'collection', 'document', 'document_version', 'passage', 'passage_vector_1', 'passage_edit', 'embedding_setting', 'reranker_setting', 'reading_setting', 'chat', 'shared_chat', 'chat_folder', 'message', 'citation', 'vote', 'person_question', 'person_answer_source', 'notification', 'model_setting', 'glossary_entry', 'import_source', 'import_item', 'ingest_queue', 'audit_event'];
  const hash = createHash('sha256');
  for (const table of tables) hash.update(JSON.stringify((await pool().query(`SELECT * FROM ${table} ORDER BY 1, 2`)).rows));
  hash.update(JSON.stringify((await pool().query('SELECT id, user_id, team_id, expires_at FROM session ORDER BY id')).rows));
  return hash.digest('hex');
}

describe('access matrix', () => {
  it('B2: knows an id to try on every route that takes one', () => {
    const missing = routes.filter(({ way, address }) => address.includes('[') && !byToken.has(way) && !(way in samples));
    expect(missing.map(({ way }) => way)).toEqual([]);
  });

  it.each(guarded)('B2: $way refuses strangers, the disabled and lower roles', async ({ way, access }) => {
    const before = await fingerprint();
    expect((await send(way, undefined)).status).toBe(401);
    expect((await send(way, disabled)).status).toBe(401);
    for (const role of lowerThan(access)) expect([role, (await send(way, victim[role])).status]).toEqual([role, 403]);
    expect(await fingerprint()).toBe(before);
  });

  it.each(withForeignIds)('B2: $way gives and changes nothing of another team, with real ids', async ({ way }) => {
    const before = await fingerprint();
    for (const stranger of [other.owner, exMember]) {
      const answer = await send(way, stranger);
      expect(refusals.get(way) ?? [403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain(canary);
      // B5: nobody learns from the answer whether the thing exists. (A made-up chat would be begun.)
      const madeUp = way === 'POST /api/chat' ? answer : await send(way, stranger, nothing);
      expect([answer.status, codeOf(answer.text)]).toEqual([madeUp.status, codeOf(madeUp.text)]);
    }
    expect(await fingerprint()).toBe(before);
  });

  it.each(lists)('B5: $way lists nothing of another team', async ({ way }) => {
    const answer = await send(way, other.owner);
    expect(answer.status).toBeLessThan(400);
    expect(answer.text).not.toContain(canary);
    expect(answer.text).not.toContain(victim.documentId);
  });

  it('B8: a colleague in the same team gets at nothing of a private chat', async () => {
    const before = await fingerprint();
    for (const way of ['GET /api/chats/[id]', 'DELETE /api/chats/[id]', 'PATCH /api/chats/[id]', 'PATCH /api/chat-folders/[id]', 'DELETE /api/chat-folders/[id]', 'PUT /api/chats/[id]/leaf', 'GET /api/chats/[id]/export', 'GET /api/chats/[id]/share', 'PUT /api/chats/[id]/share', 'PATCH /api/chats/[id]/share', 'DELETE /api/chats/[id]/share', 'POST /api/chat/[id]/stop', 'GET /api/messages/[id]/making', 'PUT /api/messages/[id]/vote', 'DELETE /api/messages/[id]/vote', 'POST /api/messages/[id]/question', 'DELETE /api/questions/[id]', 'POST /api/chat']) {
      const answer = await send(way, victim.owner);
      expect([way, answer.status]).toEqual([way, 404]);
      expect(answer.text).not.toContain(canary);
    }
    expect(await fingerprint()).toBe(before);
  });
});
