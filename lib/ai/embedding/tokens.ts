import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';

/** Where the local model lies; every process of the portal runs from the repository's root. */
export const modelFolder = path.join('models', 'all-MiniLM-L6-v2');

/** How many tokens of a text the model reads, without the two special ones around it. */
export const maxTokens = 254;

/** Enough characters for any text of `maxTokens` tokens that is made of words; what follows is not read anyway. */
const charactersRead = 20_000;

let tokenizer: Tokenizer | undefined;

function load(): Tokenizer {
  if (!tokenizer) {
    const read = (name: string): object => JSON.parse(readFileSync(path.resolve(modelFolder, name), 'utf8'));
    tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
  }
  return tokenizer;
}

let wholeWords: Set<string> | undefined;

/** Whether the local model knows a word, in lower case, as a whole: it is then one of the 20,000 most common in English. */
export function isCommonWord(word: string): boolean {
  if (!wholeWords) {
    const { model } = JSON.parse(readFileSync(path.resolve(modelFolder, 'tokenizer.json'), 'utf8')) as { model: { vocab: Record<string, number> } };
    wholeWords = new Set(Object.keys(model.vocab).filter((token) => !token.startsWith('##')));
  }
  return wholeWords.has(word);
}

/** Length of a text in tokens of the local model, not counting the two special ones that every text gets. */
export function countTokens(text: string): number {
  return load().encode(text, { add_special_tokens: false }).ids.length;
}

/** What the model is given: the ids of at most `maxTokens` tokens between the two special ones. */
export function tokenIds(text: string): number[] {
  const ids = load().encode(text.slice(0, charactersRead)).ids;
  // The files that come with the model ask for 128 or 512; it was trained on 256.
  const last = ids.at(-1);
  return ids.length <= maxTokens + 2 || last === undefined ? ids : [...ids.slice(0, maxTokens + 1), last];
}
