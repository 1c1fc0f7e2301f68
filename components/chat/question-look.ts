/** A question is a heading; a long one is set smaller. */
export function questionLook(text: string): string {
  return `min-w-0 flex-1 font-semibold break-words whitespace-pre-wrap ${text.length > 280 ? 'text-base' : 'text-lg/snug'}`;
}
