import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password';
import { requireGoodPassword } from './password-rules';

const owner = { name: 'Ada Lovelace', email: 'ada.lovelace@example.com' };
const good = (password: string) => () => requireGoodPassword(password, owner);

describe('A4: password rules', () => {
  it.each([
    ['14 characters', 'qm7!xT2pLw9zKd'],
    ['14 emoji, which are 28 code units', '🦊'.repeat(3) + '🐻🌲🌊🔥🎻🧭🪵🦉🍄🌙🪶'],
    ['a listed password', 'PasswordPassword'],
    ['a listed password with spaces', 'correct horse battery staple'],
    ['one character again and again', 'aaaaaaaaaaaaaaaaaaaa'],
    ['a short piece again and again', 'abcabcabcabcabcabc'],
    ['counting', '12345678901234567890'],
    ["the person's name", 'xx AdaLovelace 99 xx'],
    ["the address's first part", 'ada.lovelace-is-great'],
    ['the name of the portal', 'my Footnote account 7'],
  ])('A4: refuses %s', (_, password) => {
    expect(good(password)).toThrow(expect.objectContaining({ code: 'bad_request:password' }));
  });

  it.each([
    ['15 characters of one kind', 'plumquayvoidzen'],
    ['spaces', 'umbrella kettle orbit'],
    ['200 characters', 'tulip gravel nimbus '.repeat(10)],
    ['emoji', '🦊🐻🌲🌊🔥🎻🧭🪵🦉🍄🌙🪶🥁🧊🫧'],
    ['other scripts', 'зелёный чайник летит'],
  ])('A4: accepts %s', (_, password) => {
    expect(good(password)).not.toThrow();
  });

  it('A4: two long passwords that share their first 72 bytes are different', async () => {
    const twin = 'x'.repeat(72);
    const hash = await hashPassword(`${twin}A`);
    expect(await verifyPassword(hash, `${twin}A`)).toBe(true);
    expect(await verifyPassword(hash, `${twin}B`)).toBe(false);
  });

  it('A4: is argon2id, salted, and takes the same characters from any keyboard', async () => {
    const hash = await hashPassword('cafe\u0301 kettle orbit');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hash).not.toBe(await hashPassword('cafe\u0301 kettle orbit'));
    expect(await verifyPassword(hash, 'caf\u00e9 kettle orbit')).toBe(true);
  });

  it('no hash and no argon2 hash match nothing', async () => {
    expect(await verifyPassword(undefined, 'anything')).toBe(false);
    expect(await verifyPassword('not a hash', 'not a hash')).toBe(false);
  });
});
