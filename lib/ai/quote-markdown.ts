/**
 * Words of a document as Markdown that shows exactly these words: nothing in them becomes a link, an image, emphasis,
 * HTML, a list or a footnote. Line breaks become spaces.
 */
export function quoteMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*[\]<>~|]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/_/g, (found, at: number, whole: string) => (insideWord(whole, at) ? found : '\\_'))
    .replace(/^([#+-])(?=\s|#|$)/, '\\$1')
    .replace(/^([=-]{2,})/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function insideWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at + 1));
}
