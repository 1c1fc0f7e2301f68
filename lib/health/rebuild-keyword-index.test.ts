import { expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam } from '@/lib/teams/test-team';
import { readHealth } from './read-health';
import { rebuildKeywordIndex } from './rebuild-keyword-index';

setUpTestDatabase();

it('says plainly that an index of the database needs no rebuild', async () => {
  const team = await createTestTeam();
  await expect(rebuildKeywordIndex(team.admin)).rejects.toMatchObject({ code: 'conflict:keyword-index' });
  expect(await db().auditEvent.count({ where: { action: 'keyword-index.rebuild' } })).toBe(0);
  const { keyword } = await readHealth(team.admin);
  expect(keyword).toMatchObject({ stored: 0, indexed: 0 });
  expect(keyword.server).toBeUndefined();
});
