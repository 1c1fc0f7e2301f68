import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { config } from '@/lib/config/config';

// The first byte says how the rest is made, so that a later way can stand beside this one.
const version = 1;

// One secret serves several purposes; each gets a key of its own.
function key(): Buffer {
  return Buffer.from(hkdfSync('sha256', config().authSecret, '', 'footnote secret box', 32));
}

/** Encrypts a secret with AES-256-GCM under the portal's secret. `owner` is bound in: a row copied elsewhere stays shut. */
export function sealSecret(secret: string, owner: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(), nonce);
  cipher.setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The secret in a box; undefined when it was sealed for another owner, under another secret, or was changed. */
export function openSecret(box: string, owner: string): string | undefined {
  const bytes = Buffer.from(box, 'base64');
  if (bytes.length < 29 || bytes[0] !== version) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(1, 13));
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(13, 29));
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
