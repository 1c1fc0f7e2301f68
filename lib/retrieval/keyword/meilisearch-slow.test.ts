// A file of its own, because the time that a server is given is read once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase } from '@/lib/db/test-database';
import { createTestTeam } from '@/lib/teams/test-team';
import { retrieve } from '../retrieve';
import { addTestDocument } from '../test-passages';
import { pointPortalAt } from './meilisearch/scratch-server';
import { startStubServer, type StubServer } from './meilisearch/test-stub-server';

let stub: StubServer;
let stop: () => Promise<void>;
beforeAll(async () => {
  stub = await startStubServer(() => {});
  pointPortalAt(stub, 100);
  stop = await startTestDatabase();
});
afterAll(async () => {
  await stop();
  await stub.close();
});

it('K1: a server that does not answer is given up after its time; the results by meaning come with a notice', async () => {
  const team = await createTestTeam();
  const { passageIds } = await addTestDocument(team, 'House rules', ['Smoking is not allowed in the rooms.', 'Dogs are welcome in the garden.']);
  const result = await retrieve(team.viewer, { question: 'May I smoke in my room?' });
  expect(result.notices).toEqual([expect.objectContaining({ code: 'unavailable:keyword' })]);
  expect(result.passages[0]).toMatchObject({ passageId: passageIds[0], keyword: undefined });
});
