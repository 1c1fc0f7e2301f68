import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// OWASP's parameters for argon2id (the library's default kind): 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same password typed on different keyboards may differ in code points; NFKC makes them one. */
const normalised = (password: string): string => password.normalize('NFKC');

/** argon2id hash in PHC format. All of the password counts, however long. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), parameters);
}

let nobody: Promise<string> | undefined;

/** Whether the password belongs to the hash. Without a hash it takes as long, and is false. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(24).toString('base64'));
  const against = passwordHash ?? (await nobody);
  try {
    return (await verify(against, normalised(password))) && passwordHash !== undefined;
  } catch {
    // Not an argon2 hash, for example of an account that has none yet.
    return false;
  }
}
