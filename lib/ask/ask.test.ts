import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followAnswer } from '@/lib/chats/running-answers';
import { readChat } from '@/lib/chats/read-chat';
import { startAnswer } from '@/lib/chats/start-answer';
import { startTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import type { AnswerChunk } from './answer-record';
import { addMarkdown, leavePolicy, travelPolicy } from './test-library';

let stop: () => Promise<void>;
let team: TestTeam;
beforeAll(async () => {
  stop = await startTestDatabase();
});
afterAll(() => stop());

async function collect(chatId: string): Promise<AnswerChunk[]> {
  const chunks: AnswerChunk[] = [];
  const reader = followAnswer(chatId)?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) chunks.push(next.value);
  return chunks;
}

async function asks(question: string, chatId: string = randomUUID(), viewer = team.viewer) {
  const answerId = await startAnswer(viewer, { chatId, message: { text: question } });
  const chunks = await collect(chatId);
  const chat = await readChat(viewer, chatId);
  const message = chat.messages.find((one) => one.id === answerId);
  const text = message?.parts.find((part) => part.type === 'text')?.text ?? '';
  const citations = message?.parts.flatMap((part) => (part.type === 'data-citation' ? [part.data] : [])) ?? [];
  const notices = message?.parts.flatMap((part) => (part.type === 'data-notice' ? [part.data] : [])) ?? [];
  return { chatId, answerId, chunks, chat, message, text, citations, notices };
}

describe('the built-in model answers from the documents', () => {
  beforeAll(async () => {
    team = await createTestTeam();
    await addMarkdown(team, 'Travel policy', travelPolicy);
    await addMarkdown(team, 'Leave policy', leavePolicy, false);
  });

  it('answers with the sentence that says it, and a footnote on exactly these words', async () => {
    const { text, citations, message, chunks } = await asks('How many days of annual leave do full-time employees have?');
    expect(text).toContain('28 days of annual leave per calendar year.[^1]');
    expect(citations[0]).toMatchObject({ number: 1, documentName: 'Leave policy', heading: 'Annual leave' });
    expect(message?.metadata).toMatchObject({ status: 'complete', model: 'extractive' });
    const types = chunks.map((chunk) => chunk.type);
    expect(types.indexOf('data-found')).toBeLessThan(types.indexOf('text-delta'));
    expect(types.indexOf('data-citation')).toBeLessThan(types.lastIndexOf('text-delta'));
    expect(chunks.filter((c) => c.type === 'text-delta').map((c) => c.delta).join('')).toBe(text);
  });

  it.each([
    ['How much may a hotel cost abroad?', 'up to 180 euros per night abroad'],
    ['Who approves business class?', 'approval of the managing director'],
    ['When do I have to hand in receipts?', 'within 30 days after the end of the journey'],
    ['How do I report sick?', 'before nine in the morning'],
  ])('%s', async (question, expected) => {
    expect((await asks(question)).text).toContain(expected);
  });

  it.each(['What is the capital of Australia?', 'How do I reset my password?', 'What does the pension plan cost?'])('refuses, and says what it looked for: %s', async (question) => {
    const { text, citations, notices, message } = await asks(question);
    expect(text).toBe(`I could not find this in your documents. I looked for: “${question}”`);
    expect(citations).toEqual([]);
    expect(notices.map((notice) => notice.code)).toContain('not_found:answer');
    expect(message?.metadata?.status).toBe('complete');
    expect(message?.parts.some((part) => part.type === 'data-found' && part.data.passages.length >= 3)).toBe(true);
  });
});
