import { expect, it } from 'vitest';
import { reasonOf, versionNotice } from './server';

it.each(['1.48.3', '1.48.10', '1.49.0', '1.50.0', '2.0.0', '1.50.0-rc.1'])('takes Meilisearch %s', (version) => {
  expect(versionNotice(version)).toBeUndefined();
});

it.each(['1.48.2', '1.9.9', '0.30.0'])('warns of Meilisearch %s', (version) => {
  expect(versionNotice(version)).toContain(`Meilisearch ${version} is older than 1.48.3`);
});

it('says why a request failed', () => {
  const refused = new Error('connect ECONNREFUSED 127.0.0.1:7700');
  expect(reasonOf(new Error('Request to http://x has failed', { cause: new TypeError('fetch failed', { cause: refused }) }))).toBe('Request to http://x has failed: connect ECONNREFUSED 127.0.0.1:7700');
  expect(reasonOf(new Error('alone'))).toBe('alone');
  expect(reasonOf('text')).toBe('text');
});
