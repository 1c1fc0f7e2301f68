import { expect, it } from 'vitest';
import { safeNext } from './safe-next';

it.each([
  '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', '/.//evil.example', '/x/..//evil.example',
  'javascript:alert(1)', ' javascript:alert(1)', 'https://evil.example', 'http:evil.example', 'data:text/html,x', '', 'evil', '///evil.example', '/api/session',
])('F2: %j leads home, not elsewhere', (next) => {
  expect(safeNext(next)).toBe('/');
});

it('F2: lists, nothing and encoded line breaks stay harmless', () => {
  expect(safeNext(['/a', '//evil.example'])).toBe('/');
  expect(safeNext(undefined)).toBe('/');
  expect(new URL(safeNext('/%0d%0aLocation:%20//evil.example'), 'http://own.example').origin).toBe('http://own.example');
});

it.each(['/', '/search?q=a%20b', '/chats/1#note-2', '/?source=abc'])('F2: keeps the own path %j', (next) => {
  expect(safeNext(next)).toBe(next);
});
