import { createHash, randomBytes } from 'node:crypto';
import { db } from '@/lib/db/client';

/** SHA-256 in hex: how one-time tokens are stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * While nobody has an account, makes a fresh one-time token for the set-up page and stores its hash;
 * undefined once the portal has its owner.
 */
export async function openSetup(): Promise<string | undefined> {
  if ((await db().user.count()) > 0) {
    await db().portalSetting.deleteMany({ where: { key: 'setup' } });
    return undefined;
  }
  const token = randomBytes(24).toString('base64url');
  const value = { tokenHash: hashToken(token) };
  await db().portalSetting.upsert({ where: { key: 'setup' }, create: { key: 'setup', value }, update: { value } });
  return token;
}
