/**
 * Replaces what stands before each of these footnote marks, back to the mark or the line break before it, and every
 * copy of their quotes, by `words`. Marks stay: they still lead to the note that says why.
 */
export function redactText(text: string, citations: { number: number; quote: string }[], words: string): string {
  const numbers = new Set(citations.map((citation) => citation.number));
  let redacted = text
    .split('\n')
    .map((line) =>
      line.replace(
        // A claim with the marks that follow it. What begins a line (list marker, quote marker) is not part of the claim.
        /(^\s*(?:(?:[-*+>]|\d+[.)])\s+)*)?((?:(?!\[\^\d{1,4}\]).)*)((?:\s*\[\^\d{1,4}\])+)/g,
        (whole, prefix: string | undefined, claim: string, marks: string) => {
          const cited = [...marks.matchAll(/\[\^(\d{1,4})\]/g)].map((mark) => Number(mark[1]));
          if (!cited.some((number) => numbers.has(number)) || claim.trim() === '') return whole;
          return `${prefix ?? ''}${claim.startsWith(' ') ? ' ' : ''}${words}${marks}`;
        },
      ),
    )
    .join('\n');
  for (const { quote } of citations) if (quote.trim().length > 0) redacted = redacted.replaceAll(quote, words);
  return redacted;
}
