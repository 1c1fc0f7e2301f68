import path from 'node:path';
import { embedPassages, embedQuery } from './embed';
import type { Embedder } from './embedder';
import { countTokens, modelFolder } from './tokens';

/** The model that comes with Footnote: needs nothing and is always there. */
export const builtInEmbedder: Embedder = {
  name: path.basename(modelFolder),
  price: 0,
  async embed(texts, { as, onProgress, signal }) {
    // Questions are few and somebody waits for them: they are embedded in this process.
    const vectors = as === 'question' ? await Promise.all(texts.map(embedQuery)) : await embedPassages(texts, { onProgress, signal });
    return { vectors, tokens: texts.reduce((sum, text) => sum + countTokens(text), 0) };
  },
  restsFor: () => 0,
};
