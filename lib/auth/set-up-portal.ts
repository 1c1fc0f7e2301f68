import { recordEvent } from '@/lib/audit/record-event';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { createTeam } from '@/lib/teams/create-team';
import { hashToken } from './open-setup';
import { hashPassword } from './password';
import { requireGoodPassword } from './password-rules';

/** Whether the portal still waits for its owner. */
export async function isSetupOpen(): Promise<boolean> {
  return (await db().portalSetting.count({ where: { key: 'setup' } })) > 0;
}

/** Whether this token opens the set-up page now. */
export async function isSetupToken(token: string): Promise<boolean> {
  return (await db().portalSetting.count({ where: { key: 'setup', value: { path: ['tokenHash'], equals: hashToken(token) } } })) > 0;
}

/**
 * Creates the owner's account and the first team. Of several at once, one wins: whoever deletes the token's row.
 * Throws `bad_request:password`, `forbidden:setup`.
 */
export async function setUpPortal(input: { token: string; name: string; email: string; password: string; teamName: string }): Promise<void> {
  requireGoodPassword(input.password, input);
  if (!(await isSetupToken(input.token))) throw closed();
  const passwordHash = await hashPassword(input.password);
  await db().$transaction(async (tx) => {
    const taken = await tx.portalSetting.deleteMany({ where: { key: 'setup', value: { path: ['tokenHash'], equals: hashToken(input.token) } } });
    if (taken.count === 0 || (await tx.user.count()) > 0) throw closed();
    const user = await tx.user.create({ data: { email: input.email, name: input.name, passwordHash } });
    const team = await createTeam(tx, { name: input.teamName, ownerId: user.id });
    await recordEvent(tx, { userId: user.id, teamId: team.id }, { action: 'portal.set-up', target: { type: 'team', id: team.id } });
  });
}

function closed(): AppError {
  return new AppError('forbidden:setup', 'This link has been used or is not the newest one. Start the portal again to get a new link, or sign in.');
}
