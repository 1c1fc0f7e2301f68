import { createHash } from 'node:crypto';

/** Raised whenever the model is told something else, so that what it made of a passage before is not taken for the same. */
export const notePromptVersion = 1;

/** What a note is held by: the passage's titles and its words in the document. {@link passageKeySql} is the same. */
export function passageKey({ context, words }: { context: string; words: string }): string {
  return sha256(`${context}\n${words}`);
}

/** {@link passageKey} of a row of `passage`, as an SQL expression; `passage` is how the query names the row. */
export const passageKeySql = (passage: string) => `encode(sha256(convert_to(${passage}.context || E'\\n' || coalesce(${passage}.original, ${passage}.text), 'UTF8')), 'hex')`;

/** Of all that decides what a model makes of a passage; `material` is what it is shown besides. */
export function contentKey({ model, material, passage }: { model: string; material: string; passage: string }): string {
  return sha256(JSON.stringify([model, notePromptVersion, sha256(material), passage]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
