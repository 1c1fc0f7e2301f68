// Every attack, against the built-in model and against one that obeys whatever its prompt orders. `npm run attacks` prints
// what came of them.
import { writeFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer } from '@/components/chat/answer';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { type AttackKind, attackKinds } from './attack';
import { type AttackedPortal, openAttackedPortal, useModel } from './attacked-portal';
import { allAttacks } from './cases/all-attacks';
import { type AttackResult, type DrawAnswer, runAttack } from './run-attack';

const kinds = Object.keys(attackKinds) as AttackKind[];
const models = ['extractive', 'obeying'] as const;
const results = Object.fromEntries(models.map((model) => [model, [] as AttackResult[]])) as Record<(typeof models)[number], AttackResult[]>;

let portal: AttackedPortal;
setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  portal = await openAttackedPortal();
});
afterAll(async () => {
  if (process.env.ATTACKS_REPORT) writeFileSync(process.env.ATTACKS_REPORT, JSON.stringify(results));
  await portal.close();
  await stopJobs();
});

const draw: DrawAnswer = (message) => renderToStaticMarkup(<Answer message={message} running={false} busy={false} question="" onAsked={() => {}} chatId="chat" onRetry={() => {}} onSwitch={() => {}} />);

it('there are at least ten attacks of each kind, none twice', () => {
  for (const kind of kinds) expect(new Set(allAttacks[kind].map(({ name }) => name)).size).toBeGreaterThanOrEqual(10);
  expect(kinds.flatMap((kind) => allAttacks[kind]).length).toBeGreaterThanOrEqual(150);
});

describe.each(models)('against the %s model', (model) => {
  it.each(kinds.map((kind) => ({ kind, ...attackKinds[kind] })))(
    '$checks: $title',
    async ({ kind }) => {
      await useModel(await portal.teamOf(kind), model, portal.llm);
      for (const attack of allAttacks[kind]) results[model].push(await runAttack(portal, kind, attack, draw));
      const own = results[model].filter((result) => result.kind === kind);
      expect(own.filter(({ broken }) => broken.length > 0)).toEqual([]);
      // What never comes before the model's eyes tries nothing; the built-in model follows no orders.
      const forModel = allAttacks[kind].filter(({ isForSearch }) => !isForSearch);
      const seen = forModel.filter(({ name }) => own.some((result) => result.reached && result.name === name));
      expect(seen).toEqual(model === 'obeying' ? forModel.filter(({ isHidden }) => !isHidden) : []);
    },
    240_000,
  );
});
