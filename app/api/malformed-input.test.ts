// Check P2: every route that takes JSON, with each of its fields damaged in every way that JSON allows.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { requestAs } from '@/lib/auth/test-request';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { AppError } from '@/lib/errors/app-error';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createInvitation } from '@/lib/people/create-invitation';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';

vi.mock('next/headers', () => ({ cookies: async () => ({ set() {}, get() {} }), headers: async () => new Headers() }));
vi.mock('@/lib/auth/auth', () => ({ signInWithPassword: async () => {} }));

let team: TestTeam;
let token: string;
const id = randomUUID();

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam();
  ({ token } = await createInvitation(team.admin, { role: 'viewer' }));
});
afterAll(() => stopJobs());
afterEach(() => vi.restoreAllMocks());

type Body = Record<string, unknown>;

/** For each route a body of the right shape. Ids name nothing: whoever gets past the door finds nothing to change. */
const bodies: Record<string, Body> = {
  'PATCH /api/account': { name: 'Olive', theme: 'dark' },
  'PATCH /api/chat-folders/[id]': { name: 'A folder' },
  'PATCH /api/chats/[id]': { title: 'A chat', pinned: true, folderId: id },
  'PATCH /api/chats/[id]/share': { listed: true },
  'PATCH /api/collections/[id]': { name: 'A collection' },
  'PATCH /api/documents/[id]': { name: 'A name.txt', collectionId: id },
  'PATCH /api/glossary/[id]': { term: 'PTO', synonyms: ['paid leave'] },
  'PATCH /api/notifications': { ids: [id], read: true },
  'PATCH /api/people/[id]': { role: 'viewer' },
  'PATCH /api/people/[id]/account': { enabled: true },
  'PATCH /api/queue': { paused: false },
  'PATCH /api/team': { name: 'A team' },
  'POST /api/chat': { chatId: id, message: { id: 'question-1', text: 'What is it?' }, parentId: id, scope: { collectionIds: [id], documentIds: [id] } },
  'POST /api/chat-folders': { name: 'A folder', chatIds: [id] },
  'POST /api/collections': { name: 'Another collection' },
  'POST /api/collections/[id]/notes': { action: 'rewrite', confirmedTokens: 100 },
  'POST /api/documents/[id]/acceptance': { versionId: id },
  'POST /api/documents/[id]/passages': { action: 'edit', versionId: id, start: 0, end: 5, text: 'What it is found by.', keywords: ['leave'] },
  'POST /api/documents/[id]/passages/conflicts': { editId: id, settlement: 'take-new' },
  'POST /api/documents/[id]/passages/notes': { decision: 'accept', versionId: id, passage: { start: 0, end: 5 } },
  'POST /api/documents/bulk': { action: 'move', ids: [id], collectionId: id },
  'POST /api/glossary': { term: 'PTO', synonyms: ['paid leave'] },
  'POST /api/glossary/import': { csv: 'term,synonyms\nPTO,paid leave' },
  'POST /api/imports': { kind: 'site', url: 'https://example.com/', collectionId: id, pageLimit: 10 },
  'POST /api/invitations': { role: 'viewer', email: 'someone@example.com' },
  'POST /api/join/[token]': { name: 'New', email: 'new@example.com', password: 'umbrella kettle orbit' },
  'POST /api/messages/[id]/question': { question: 'What is it?', note: 'By Monday.' },
  'POST /api/models/embedding/test': { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none', apiKey: 'sk-none' },
  'POST /api/models/reranker/test': { provider: 'cohere-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none', apiKey: 'sk-none' },
  'POST /api/models/test': { provider: 'extractive' },
  'POST /api/reset/[token]': { password: 'umbrella kettle orbit' },
  'POST /api/session': { email: 'nobody@example.com', password: 'umbrella kettle orbit' },
  'POST /api/setup': { token: 'none', name: 'Olive', email: 'olive@example.com', password: 'umbrella kettle orbit', teamName: 'A team' },
  'POST /api/teams': { name: 'A team' },
  'PUT /api/account/password': { current: 'umbrella kettle orbit', next: 'umbrella kettle orbits' },
  'PUT /api/chats/[id]/leaf': { messageId: id },
  'PUT /api/chats/[id]/share': { through: id, listed: true },
  'PUT /api/collections/[id]/notes': { on: true, confirmedTokens: 100 },
  'PUT /api/messages/[id]/vote': { value: -1, reason: 'wrong', comment: 'No.' },
  'PUT /api/models': { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none', apiKey: 'sk-none' },
  'PUT /api/models/embedding': { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none', apiKey: 'sk-none', confirmed: false },
  'PUT /api/models/reading': { tokens: 5_000 },
  'PUT /api/models/reranker': { provider: 'cohere-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none', apiKey: 'sk-none' },
  'PUT /api/questions/[id]/answer': { text: 'It is this.', sources: [{ documentId: id, start: 0, end: 5 }] },
  'PUT /api/questions/[id]/closing': { reason: 'duplicate' },
  'PUT /api/questions/[id]/taking': { over: true },
  'PUT /api/session': { teamId: id },
};

const missing = Symbol('missing');
const damages: Record<string, unknown> = {
  missing,
  null: null,
  object: { toString: 1, length: 1 },
  array: [['nested']],
  number: 1e308,
  boolean: true,
  prototype: JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}'),
  NUL: 'a\0b',
  'lone surrogate': '\ud800 half',
  'a megabyte': 'x'.repeat(1_000_001),
  empty: '',
};
/** What no field of any route means; only a scope may be any object, since all it can hold is optional. */
const alwaysWrong = new Set(['object', 'prototype', 'a megabyte']);

/** Every place in a body, as the keys that lead there. */
function placesIn(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [...(at.length > 0 ? [at] : []), ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function damaged(body: Body, place: (string | number)[], value: unknown): Body {
  const copy = structuredClone(body);
  let holder = copy as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as typeof holder;
  const last = place.at(-1) ?? '';
  if (value === missing) delete holder[last];
  else holder[last] = value;
  return copy;
}

type Handlers = Record<string, (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>>;

async function send(way: string, body: unknown): Promise<{ status: number; text: string }> {
  const [method = '', address = ''] = way.split(' ');
  const handlers = (await import(/* @vite-ignore */ path.resolve(import.meta.dirname, `${address.replace('/api/', '')}/route.ts`))) as Handlers;
  const isPublic = ['POST /api/session', 'POST /api/setup', 'POST /api/join/[token]', 'POST /api/reset/[token]'].includes(way);
  const request = await requestAs(isPublic ? undefined : team.owner, method, address, body);
  const answer = await handlers[method]?.(request, { params: Promise.resolve({ id, token }) });
  if (!answer) throw new Error(`${way} has no handler`);
  return { status: answer.status, text: answer.body ? await answer.text() : '' };
}

it('P2: knows a body for every route that reads JSON', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'));
  const reading = files.flatMap((file) => {
    const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
    const handlers = text.split(/^export const /m).slice(1);
    return handlers.filter((handler) => /readJson\(/.test(handler)).map((handler) => `${handler.split(' ')[0]} /api/${path.dirname(file)}`);
  });
  expect(Object.keys(bodies).sort()).toEqual(reading.sort());
});

it.each(Object.entries(bodies))('P2: %s answers every damaged field with a sentence', async (way, body) => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const bad: string[] = [];
  const whole: unknown[] = [null, [], 'text', 1, {}];
  const tries = [
    ...whole.map((value) => ({ what: `body ${JSON.stringify(value)}`, value, wrong: value === null || typeof value !== 'object' })),
    ...placesIn(body).flatMap((place) =>
      Object.entries(damages).map(([name, value]) => ({ what: `${place.join('.')}: ${name}`, value: damaged(body, place, value) as unknown, wrong: alwaysWrong.has(name) && !(place.join('.') === 'scope' && name !== 'a megabyte') })),
    ),
  ];
  for (const { what, value, wrong } of tries) {
    const { status, text } = await send(way, value);
    const error = status >= 400 && text ? (JSON.parse(text) as { error?: { code?: string; message?: string } }).error : undefined;
    // A model's server that nobody can reach is said to be just that.
    const broken = status >= 500 && !(status === 503 && error?.code?.startsWith('unavailable:'));
    if (broken || (wrong && (status < 400 || status === 404)) || (status >= 400 && !/^[a-z_]+:[\w-]+$/.test(error?.code ?? '')) || /\n\s+at |node_modules|Prisma/.test(text)) {
      bad.push(`${what} → ${status} ${text.slice(0, 150)}`);
    }
    await db().signInFailure.deleteMany();
  }
  expect(bad).toEqual([]);
  expect(logged.mock.calls.filter(([, error]) => !(error instanceof AppError))).toEqual([]);
  expect('polluted' in {}).toBe(false);
}, 120_000);
