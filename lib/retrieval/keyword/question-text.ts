/** A question longer than this is a pasted document; its beginning says what it is about. */
const longestQuestion = 4_000;

/** What of a question is searched for: a bounded beginning, without characters that PostgreSQL refuses. */
export function questionText(question: string): string {
  return question.slice(0, longestQuestion).replaceAll('\0', ' ').toWellFormed();
}
