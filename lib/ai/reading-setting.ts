import { z } from 'zod';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { teamModel } from './language-models';
import { costMicros } from './model-registry';
import { leastTokens, mostTokens, type ShownReadingSetting } from './shown-reading-setting';

const limits = `Give a number of tokens from ${leastTokens.toLocaleString('en')} to ${mostTokens.toLocaleString('en')}.`;

/** What an admin sends; null goes back to reading passages alone. */
export const readingSettingInput = z.object({ tokens: z.int(limits).min(leastTokens, limits).max(mostTokens, limits).nullable() });

/** How much the team's model is given to read for an answer, with what that may cost. For admins. */
export async function readReadingSetting(viewer: Viewer): Promise<ShownReadingSetting> {
  requireRole(viewer, 'admin');
  const [setting, { name, extractive, facts }] = await Promise.all([db().readingSetting.findUnique({ where: { teamId: viewer.teamId } }), teamModel(viewer)]);
  const perThousand = costMicros(facts.price, { input: 1_000, output: 0 });
  return {
    tokens: setting?.tokens ?? null,
    model: name,
    extractive,
    mostForModel: Math.floor(facts.contextWindow / 2),
    microsPerThousand: perThousand === null ? null : String(perThousand),
  };
}

/** Keeps how much is read for an answer; it counts from the next question on. */
export async function saveReadingSetting(viewer: Viewer, { tokens }: z.infer<typeof readingSettingInput>): Promise<void> {
  requireRole(viewer, 'admin');
  const { teamId } = viewer;
  await db().$transaction(async (tx) => {
    if (tokens === null) await tx.readingSetting.deleteMany({ where: { teamId } });
    else await tx.readingSetting.upsert({ where: { teamId }, create: { teamId, tokens }, update: { tokens } });
    await recordEvent(tx, viewer, { action: 'reading.change', target: { type: 'team', id: teamId }, detail: { tokens } });
  });
}
