// What people type about themselves, checked at the edge. Client-safe.
import { z } from 'zod';

/** Plain ASCII first: look-alikes such as "＠" or the Kelvin sign would otherwise turn into somebody else's address. */
export const emailField = z
  .string({ error: 'Enter an e-mail address.' })
  .trim()
  .max(254, 'This address is too long.')
  .regex(/^[\x21-\x7e]+$/, 'Enter an e-mail address such as name@example.com.')
  .toLowerCase()
  .pipe(z.email('Enter an e-mail address such as name@example.com.'));

const line = (what: string) =>
  z
    .string({ error: `Enter ${what}.` })
    .trim()
    .min(1, `Enter ${what}.`)
    .max(100, 'Use at most 100 characters.')
    // Control, bidirectional and invisible characters would let one name pass for another.
    .regex(/^[^\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*$/u, 'Use letters, digits and ordinary punctuation only.');

export const nameField = line('a name');
export const teamNameField = line('a name for the team');

/** The longest password that is accepted; longer ones only cost time. */
export const longestPassword = 1000;

/** Only the shape; which passwords are good enough is for lib/auth/password-rules.ts. */
export const passwordField = z
  .string({ error: 'Enter a password.' })
  .min(1, 'Enter a password.')
  .max(longestPassword, `Use at most ${longestPassword} characters.`);

export const roleField = z.enum(['owner', 'admin', 'editor', 'viewer'], { error: 'Choose a role.' });
export const themeField = z.enum(['system', 'light', 'dark'], { error: 'Choose a theme.' });
