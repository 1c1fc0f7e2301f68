// What becomes of an answer when the portal ends while it is written.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { type FakeLlm, startFakeLlm } from '../lib/ai/fake-llm-server';
import { type OwnPortal, ownPort, running, setupToken, startPortal, webPid } from './own-portal';

type Chat = { running: boolean; messages: { role: string; metadata?: { status: string }; parts: { type: string; text?: string }[] }[] };

const url = `http://127.0.0.1:${ownPort}`;
const textOf = (chat: Chat) => chat.messages.at(-1)?.parts.map((part) => part.text ?? '').join('');
const statusOf = (chat: Chat) => chat.messages.at(-1)?.metadata?.status;

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

let folder: string;
let llm: FakeLlm;
let portal: OwnPortal;
let request: APIRequestContext;

test.beforeAll(async ({ playwright }) => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'footnote-stopped-'));
  llm = await startFakeLlm();
  portal = startPortal(folder);
  await running(portal);
  request = await playwright.request.newContext({ baseURL: url });
  const owner = { name: 'Olive Owner', email: 'olive@example.com', password: 'umbrella kettle orbit 7', teamName: 'Lighthouse' };
  expect((await request.post('/api/setup', { data: { token: await setupToken(folder), ...owner } })).ok()).toBe(true);
  expect((await request.post('/api/samples')).ok()).toBe(true);
  await expect.poll(async () => ((await (await request.get('/api/documents?state=unsettled')).json()) as { total: number }).total, { timeout: 120_000 }).toBe(0);
  expect((await request.put('/api/models', { data: { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake' } })).ok()).toBe(true);
});

test.afterAll(async () => {
  portal.process.kill('SIGTERM');
  await portal.ended;
  await llm.close();
  await request.dispose();
  rmSync(folder, { recursive: true });
});

const chatOf = async (id: string): Promise<Chat> => (await (await request.get(`/api/chats/${id}`)).json()) as Chat;

/** Asks, and comes back when the first words are there and the model stands still. Nobody goes on watching. */
async function startHeld(): Promise<{ chatId: string; go: () => void }> {
  let go = () => {};
  const until = new Promise<void>((resolve) => (go = resolve));
  llm.script({ text: ['Twenty-six working days. ', 'There is more to say.'], hold: { at: 1, until } });
  const chatId = randomUUID();
  const leave = new AbortController();
  const { cookies } = await request.storageState();
  const answer = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    body: JSON.stringify({ chatId, message: { text: 'How many days of annual leave does a full-time employee have?' }, parentId: null }),
    signal: leave.signal,
  });
  expect(answer.ok).toBe(true);
  let received = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    received += decoder.decode(bytes, { stream: true });
    if (received.includes('working')) break;
  }
  leave.abort();
  return { chatId, go };
}

test('J2: told to stop, the portal lets an answer come to its end that nobody watches', async () => {
  const { chatId, go } = await startHeld();
  const began = Date.now();
  portal.process.kill('SIGTERM');
  // The web server hears of it a moment later, and refuses what is new.
  await expect.poll(async () => (await request.post('/api/chat', { data: { chatId: randomUUID(), message: { text: 'And now?' }, parentId: null } })).status(), { timeout: 15_000 }).toBe(503);
  go();
  expect(await portal.ended).toBe(0);
  expect(Date.now() - began).toBeLessThan(60_000);
  portal = startPortal(folder);
  await running(portal);
  const chat = await chatOf(chatId);
  expect(statusOf(chat)).toBe('complete');
  expect(textOf(chat)).toContain('There is more to say.');
});

test('J2: an answer whose web server is killed is interrupted, with its text', async () => {
  const { chatId, go } = await startHeld();
  // What was said is kept within a second.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  process.kill(webPid(portal), 'SIGKILL');
  expect(await portal.ended).toBe(1);
  go();
  portal = startPortal(folder);
  await running(portal);
  await expect.poll(async () => statusOf(await chatOf(chatId)), { timeout: 60_000 }).toBe('interrupted');
  // Its last words may have been held back, to see whether they become a footnote or more.
  expect(textOf(await chatOf(chatId))).toContain('Twenty-six working');
});
