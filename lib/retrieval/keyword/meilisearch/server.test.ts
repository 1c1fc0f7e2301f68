import { expect, it } from 'vitest';
import { versionNotice } from './server';

it.each(['1.48.3', '1.48.10', '1.49.0', '1.50.0', '2.0.0', '1.50.0-rc.1'])('takes Meilisearch %s', (version) => {
  expect(versionNotice(version)).toBeUndefined();
});

it.each(['1.48.2', '1.9.9', '0.30.0'])('warns of Meilisearch %s', (version) => {
  expect(versionNotice(version)).toContain(`Meilisearch ${version} is older than 1.48.3`);
});
