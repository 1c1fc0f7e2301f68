import { AppError } from '@/lib/errors/app-error';

/** NIST SP 800-63B-4: a password that is the only factor has at least 15 characters. */
export const shortestPassword = 15;

// Long enough to pass the length rule, and among the first that anybody would try. Compared without spaces and case.
const common = new Set([
  'passwordpassword', 'password12345678', 'password123456789', 'passwordpassword1', 'mypasswordmypassword', 'letmeinletmeinletmein',
  'thisismypassword', 'thisisapassword', 'correcthorsebatterystaple', 'qwertyuiopasdfgh', 'qwertyuiopasdfghjkl', 'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop12345', 'qwertyuiop123456', 'qwertyuiop1234567890', '1q2w3e4r5t6y7u8i', '1q2w3e4r5t6y7u8i9o0p', '1qaz2wsx3edc4rfv', '1qaz2wsx3edc4rfv5tgb',
  'administrator123', 'administrator1234', 'administratorpassword', 'changemechangeme', 'changemechangeme123', 'iloveyouiloveyou',
  'iloveyou123456789', 'abcdefghijklmno', 'abcdefghijklmnop', 'abcdefghijklmnopqrstuvwxyz', 'trustno1trustno1', 'welcomewelcome123',
  'welcome123456789', 'supersecretpassword', 'thequickbrownfox', 'thequickbrownfoxjumps', 'maythe4thbewithyou', 'maytheforcebewithyou',
  'openthedoorplease', 'asdfghjklasdfghjkl', 'zxcvbnmzxcvbnmzxcvbnm', 'p@ssw0rdp@ssw0rd', 'passw0rdpassw0rd', 'summer2025summer2025', 'winter2025winter2025',
]);

/**
 * Throws `bad_request:password` with the reason when a new password is too easy to guess (check A4). No rules on kinds
 * of characters: length and surprise are what counts.
 */
export function requireGoodPassword(password: string, owner: { name: string; email: string }): void {
  const normalised = password.normalize('NFKC');
  if ([...normalised].length < shortestPassword) {
    throw refuse(`Use at least ${shortestPassword} characters. Four or five unrelated words are easy to remember.`);
  }
  const compact = normalised.toLowerCase().replace(/\s+/g, '');
  if (common.has(compact) || isPattern(compact)) throw refuse('This password is one of the first that others would try. Choose another.');
  const own = [owner.email, owner.email.split('@')[0] ?? '', owner.name].map((part) => part.toLowerCase().replace(/\s+/g, ''));
  if (own.some((part) => part.length >= 4 && compact.includes(part))) throw refuse('Leave your name and your e-mail address out of the password.');
  if (compact.includes('footnote')) throw refuse('Leave the name of this portal out of the password.');
}

/** One piece again and again ("abcabcabc…"), or a run along the alphabet or the digits ("123456789012345"). */
function isPattern(text: string): boolean {
  for (let length = 1; length <= Math.min(5, text.length / 3); length++) {
    if (text === text.slice(0, length).repeat(Math.ceil(text.length / length)).slice(0, text.length)) return true;
  }
  const steps = new Set<number>();
  for (let at = 1; at < text.length; at++) steps.add((text.charCodeAt(at) - text.charCodeAt(at - 1) + 10) % 10);
  return /^\d+$/.test(text) && steps.size === 1;
}

function refuse(sentence: string): AppError {
  return new AppError('bad_request:password', sentence);
}
