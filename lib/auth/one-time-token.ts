import { randomBytes } from 'node:crypto';
import { hashToken } from './open-setup';

/** A token for a link that works once, and the hash under which it is stored. */
export function oneTimeToken(): { token: string; tokenHash: string } {
  const token = randomBytes(24).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}
