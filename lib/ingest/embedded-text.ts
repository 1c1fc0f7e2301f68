/** What of a passage is embedded: its words under the titles that they stand below. */
export function embeddedText({ context, text }: { context: string; text: string }): string {
  return context ? `${context}\n${text}` : text;
}
