import { z } from 'zod';

/** One passage as a person wants it, within the stretch of text that the change is about. */
export const editedPiece = z.object({
  /** Span within the stretch: [start, end) from its beginning, in UTF-16 code units. */
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  /** What is searched in place of the words that stand there; those when it is missing. */
  text: z.string().optional(),
  /** Words that it is found by too. */
  keywords: z.array(z.string()),
  /** Not to be found at all. */
  off: z.boolean(),
});
export type EditedPiece = z.infer<typeof editedPiece>;

/** A passage as it was cut by the machine, to go back to; spans in the version's canonical text. */
export const asReadPassage = z.object({
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  context: z.string(),
  heading: z.string().optional(),
  page: z.number().int().optional(),
  tokens: z.number().int(),
});
export type AsReadPassage = z.infer<typeof asReadPassage>;

/** What a person made of a stretch of a document, whatever version that stands in. */
export type StandingEdit = {
  id: string;
  /** The stretch of canonical text as it was read when the change was made. */
  base: string;
  /** Which of the places with these words it is, 0-based. */
  occurrence: number;
  pieces: EditedPiece[];
};

/** Where a change stands in a text, and which passages it stands for there, in order; at least one. */
export type Placement = { start: number; asRead: AsReadPassage[] };

/** A change as it stands in a text: with the white space that its words have there. */
export type PlacedEdit = Placement & { edit: StandingEdit };

/** What is searched for a piece whose words in the document are `words`. */
export function searchedText({ text, keywords }: Pick<EditedPiece, 'text' | 'keywords'>, words: string): string {
  return [text ?? words, keywords.join(', ')].filter((part) => part !== '').join('\n');
}
