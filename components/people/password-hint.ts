/** Stands under every field for a new password. */
export const passwordHint = 'At least 15 characters. Four or five unrelated words are easy to remember.';
