import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError, notFound } from './app-error';
import { errorResponse, readJson } from './error-response';

it('shows the code, the sentence and a request id of an AppError', async () => {
  const response = errorResponse(notFound('document'));
  expect(response.status).toBe(404);
  const body = await response.json();
  expect(body.error).toMatchObject({ code: 'not_found:document', message: expect.stringContaining('document') });
  expect(body.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

it('P2: never shows what an unexpected error says', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const response = errorResponse(new Error('password for db is hunter2'));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('hunter2');
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});

it('names the field of a failed parse', async () => {
  const failed = z.object({ name: z.string('must be text') }).safeParse({ name: 3 });
  const response = errorResponse(failed.error);
  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toBe('name: must be text');
});

it('says when to come back', () => {
  const response = errorResponse(new AppError('rate_limited:sign-in', 'Too many attempts.', { retryAfterSeconds: 30 }));
  expect(response.headers.get('retry-after')).toBe('30');
});

it('P2: refuses bodies that are not JSON or too large', async () => {
  const request = (body: string) => new Request('http://localhost/', { method: 'POST', body });
  await expect(readJson(request('{'))).rejects.toMatchObject({ code: 'bad_request:json' });
  await expect(readJson(request(`"${'x'.repeat(100)}"`), 50)).rejects.toMatchObject({ code: 'too_large:request' });
});
