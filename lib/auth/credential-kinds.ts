/**
 * Everything that was given out, or let in, on somebody's rights and lasts beyond the moment. What becomes of each when
 * those rights end is held by app/api/lost-access.test.ts (check A3), which must know every kind.
 */
export const credentialKinds = ['session cookie', 'open stream', 'upload under way', 'answer being written', 'invitation link', 'reset link', 'queued job'] as const;

export type CredentialKind = (typeof credentialKinds)[number];
