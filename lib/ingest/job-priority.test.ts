import { expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam } from '@/lib/teams/test-team';
import { countQueued, queuedOfTeam } from './job-priority';

setUpTestDatabase();

it('counts the few documents that wait each time, and tells of many by the count before', async () => {
  const { viewer, collectionId } = await createTestTeam();
  const { teamId, userId: uploadedById } = viewer;
  const wait = (count: number) =>
    db().document.createMany({ data: Array.from({ length: count }, (_, n) => ({ teamId, collectionId, uploadedById, name: `${n}.md`, format: 'markdown', sizeBytes: 1 })) });
  await wait(20);
  expect(await queuedOfTeam(teamId)).toBe(20);
  await wait(30);
  expect(await queuedOfTeam(teamId)).toBe(50);
  await wait(150);
  const places: number[] = [];
  for (let n = 0; n < 21; n++) places.push(await queuedOfTeam(teamId));
  expect(places).toEqual(Array.from({ length: 21 }, (_, n) => 200 + n));
  await wait(100);
  // The share of which it makes estimates is used up: now it counts.
  expect(await queuedOfTeam(teamId)).toBe(300);
  await db().document.updateMany({ where: { teamId }, data: { state: 'ready' } });
  expect(await countQueued(teamId)).toBe(0);
  expect(await queuedOfTeam(teamId)).toBe(0);
});
