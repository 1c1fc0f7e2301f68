import type { Language } from '@/lib/retrieval/keyword/language';

/** What is known of a passage without reading it: tokens of titles and words together as the embedding model counts them. */
export type PassageSize = { tokens: number; characters: number; contextCharacters: number; isSameContext: boolean; language: Language };

// The embedding model's tokens come within a tenth of those of language models for English, tables and code (docs/measurements.md).
// Of other languages it knows few words; there characters tell more.
const charactersPerToken = { english: 4.3, other: 4.8 };
/** Marks of the embedding model itself. */
const markTokens = 2;
/** Of a passage's line beside its words and titles: braces, names, number. */
const perLine = 11;
/** Of the name of the titles, where they change. */
const perContext = 4;

/** How much the line of a passage in the prompt takes, in tokens; its titles stand there only where they change. */
export function lineTokens({ tokens, characters, contextCharacters, isSameContext, language }: PassageSize): number {
  const context = Math.ceil(contextCharacters / charactersPerToken.english);
  const words = language === 'english' ? Math.max(1, tokens - markTokens - context) : Math.ceil(characters / charactersPerToken.other);
  return perLine + words + (isSameContext ? 0 : context + perContext);
}
