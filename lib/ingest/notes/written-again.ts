/**
 * Whether a note is worth being written again by the team's model, as an SQL expression: nobody has decided about it, and
 * another model wrote it, or none wrote anything of use. `note` is how the query names the row of `passage_note`, `model`
 * the parameter with the model's name.
 */
export const writtenAgainSql = (note: string, model: string) =>
  `(${note}.state = 'proposed' AND (${note}.model <> ${model} OR (${note}.sentence IS NULL AND ${note}.left_out = '[]')))`;
