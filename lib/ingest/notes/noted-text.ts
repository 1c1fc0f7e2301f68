import type { Span } from '../parse/parsed-document';

/** What a language model made of a passage: a sentence to find it by, and spans of its words that need not be searched. */
export type Note = { sentence?: string; leftOut: Span[] };

/** What is searched of a passage with a note: never quoted. The words themselves when the note changes nothing. */
export function notedText(words: string, { sentence, leftOut }: Note): string {
  if (leftOut.length === 0) return sentence === undefined ? words : `${sentence}\n${words}`;
  const kept = keptWords(words, leftOut)
    .split('\n')
    .filter((line, n, lines) => line.trim() !== '' || (n > 0 && lines[n - 1]?.trim() !== ''))
    .join('\n')
    .trim();
  return [sentence, kept].filter((part) => part).join('\n');
}

function keptWords(words: string, leftOut: Span[]): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of leftOut) {
    kept += words.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  }
  return kept + words.slice(from);
}
