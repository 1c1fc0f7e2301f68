import { contentWords } from '@/lib/ai/content-words';

/** What the forms of a word have in common ("policies" and "policy"); a small word is its own form. */
export function wordForm(word: string): string {
  return contentWords(word)[0] ?? word;
}
